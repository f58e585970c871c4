"""Rules on file names, file kinds, first bytes and descriptions of files."""
