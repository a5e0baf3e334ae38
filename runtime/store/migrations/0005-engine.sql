-- Erased learners whose items still stand in files of the log (ruling 24); a row goes once the files were written anew.
CREATE TABLE erasures (seq INTEGER NOT NULL, learner INTEGER NOT NULL, names TEXT NOT NULL, PRIMARY KEY (seq, learner)) WITHOUT ROWID;
