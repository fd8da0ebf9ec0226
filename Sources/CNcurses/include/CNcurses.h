#ifndef BULWARK_CNCURSES_H
#define BULWARK_CNCURSES_H

/// An eventfd(2): close-on-exec, never blocking; -1 where there is none.
int bulwark_wake_descriptor(void);

#endif
