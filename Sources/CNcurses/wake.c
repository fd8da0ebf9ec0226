#include "CNcurses.h"

#include <sys/eventfd.h>

int bulwark_wake_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
