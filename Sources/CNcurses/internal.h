#ifndef BULWARK_CNCURSES_INTERNAL_H
#define BULWARK_CNCURSES_INTERNAL_H

/// Gives the terminal back, once. May be called in a signal's handler.
void bulwark_guard_give_back(void);

#endif
