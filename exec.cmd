@rem npm's scripts begin with "exec", so that on POSIX no shell stays between npm and node.
@rem cmd.exe has no such word and finds this file instead.
@%*
