"""Other people's files: what they are called and begin with is judged here, what is in them by a child process."""
