#ifndef BULWARK_CNCURSES_H
#define BULWARK_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The screen (screen.c). One at a time; one thread.

enum {
  BULWARK_BOLD = 1,
  BULWARK_UNDERLINE = 2,
  BULWARK_REVERSE = 4,
  BULWARK_DIM = 8,
  BULWARK_ITALIC = 16,
};

/// A letter, up to four marks over it, and how it looks.
struct bulwark_cell {
  uint32_t scalars[5];
  uint8_t count;
  uint8_t attributes;
  int32_t pair;
};

enum bulwark_screen_result {
  BULWARK_SCREEN_OPEN,
  /// terminfo does not know the terminal.
  BULWARK_SCREEN_UNKNOWN,
  /// It cannot place its cursor.
  BULWARK_SCREEN_DUMB,
  /// The descriptor is no terminal.
  BULWARK_SCREEN_FAILED,
};

/// How many colours a terminal of this name has, by terminfo; -1 where it knows none of the name, -2 where the terminal
/// cannot place its cursor. Opens nothing.
int bulwark_terminal_colors(const char *terminal);

/// Sees to a locale in which ncurses writes UTF-8.
void bulwark_screen_locale(void);

/// Takes the terminal behind a descriptor, which stays the caller's.
enum bulwark_screen_result bulwark_screen_open(const char *terminal, int descriptor);

/// 0, 8, 16, 88, 256, or 1 << 24.
int bulwark_screen_colors(void);
int bulwark_screen_pairs(void);

/// Gives a pair its colours, -1 for the terminal's own.
bool bulwark_screen_set_pair(int pair, int foreground, int background);

/// Puts cells side by side; what is beyond the right edge is dropped.
void bulwark_screen_put(int y, int x, const struct bulwark_cell *cells, int count);

/// Shows the cursor, or hides it where `y` is negative.
void bulwark_screen_cursor(int y, int x);

/// Sends what differs from what is on the screen.
void bulwark_screen_flush(void);

/// The next flush sends everything.
void bulwark_screen_redraw(void);
void bulwark_screen_resize(int width, int height);

/// Gives the terminal back as it was, and takes it again.
void bulwark_screen_leave(void);
void bulwark_screen_enter(void);
void bulwark_screen_close(void);

/// Makes a group of processes the one that the terminal listens to, also where this process is not in the one that it
/// listened to.
void bulwark_screen_foreground(int descriptor, int group);

/// The bytes that give the terminal back, for when ncurses can no longer be asked.
size_t bulwark_screen_restoring(char *bytes, size_t capacity);

/// Whether the terminal takes the title of its window as xterm does.
bool bulwark_screen_has_titles(void);

// The guard (guard.c): gives the terminal back when the process ends without asking anybody.

/// From now on, whatever ends the process (exit, a signal, a crash) first gives the terminal the modes that it has now. What is
/// written to standard error, when that is this terminal, is held back until the terminal is given back.
void bulwark_guard_arm(int descriptor);

/// What else is to be written to it then.
void bulwark_guard_set(const char *bytes, size_t count);

/// The terminal was given back, or taken again.
void bulwark_guard_pause(void);
void bulwark_guard_resume(void);

/// Puts the signals' dispositions back.
void bulwark_guard_disarm(void);

// Signals as bits (signals.c).

enum {
  BULWARK_SIGNAL_RESIZE = 1,
  BULWARK_SIGNAL_STOP = 2,
  BULWARK_SIGNAL_CONTINUE = 4,
  BULWARK_SIGNAL_TERMINATE = 8,
  BULWARK_SIGNAL_HANG_UP = 16,
  BULWARK_SIGNAL_INTERRUPT = 32,
};

/// Watches SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP and SIGINT. Of the last three a second one, while nobody took the
/// first, ends the process at once: a loop that hangs can be ended.
///
/// Returns a descriptor that is readable when there is something to take, or -1.
int bulwark_signals_watch(void);

/// What came since the last call.
unsigned bulwark_signals_take(void);
void bulwark_signals_unwatch(void);

/// Stops the process as the terminal's own Ctrl-Z does, `group` and all who were started with it; returns when it is
/// continued.
void bulwark_signals_stop(bool group);

/// Ends the process by a signal's default action.
void bulwark_signals_die(int signal);

/// An eventfd(2): close-on-exec, never blocking; -1 where there is none.
int bulwark_wake_descriptor(void);

#endif
