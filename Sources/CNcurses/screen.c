#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include "CNcurses.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *output, *input;
static int cursor_shown = -1;
/// The terminal has its own modes and its own screen.
static bool is_left;

void bulwark_screen_locale(void) {
  setlocale(LC_CTYPE, "");
  // No locale was chosen: terminals read UTF-8 all the same. A locale of another charset is the person's word.
  if (strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0) setlocale(LC_CTYPE, "C.UTF-8");
}

static FILE *stream(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (!file && copy >= 0) close(copy);
  return file;
}

/// ncurses installs handlers that end the process in its own way; it is to have none.
static SCREEN *new_screen(const char *terminal) {
  static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
  struct sigaction before[4];
  for (int i = 0; i < 4; i++) sigaction(signals[i], NULL, &before[i]);
  SCREEN *made = newterm(terminal, output, input);
  for (int i = 0; i < 4; i++) sigaction(signals[i], &before[i], NULL);
  return made;
}

static void close_streams(void) {
  if (output) fclose(output);
  if (input) fclose(input);
  output = input = NULL;
}

enum bulwark_screen_result bulwark_screen_open(const char *terminal, int descriptor) {
  if (!isatty(descriptor)) return BULWARK_SCREEN_FAILED;
  output = stream(descriptor, "w");
  input = stream(descriptor, "r");
  // The size is the terminal's, not that of LINES and COLUMNS.
  use_env(TRUE);
  use_tioctl(TRUE);
  screen = output && input ? new_screen(terminal) : NULL;
  if (!screen) {
    close_streams();
    return BULWARK_SCREEN_UNKNOWN;
  }
  is_left = false;
  if (!cursor_address) {
    reset_shell_mode();
    is_left = true;
    bulwark_screen_close();
    return BULWARK_SCREEN_DUMB;
  }
  raw();
  noecho();
  nonl();
  // Input is not read by ncurses, so it must not wait for it either: a frame is sent whole.
  typeahead(-1);
  idlok(stdscr, TRUE);
  leaveok(stdscr, TRUE);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  cursor_shown = -1;
  return BULWARK_SCREEN_OPEN;
}

int bulwark_screen_colors(void) { return has_colors() ? COLORS : 0; }

int bulwark_screen_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

bool bulwark_screen_set_pair(int pair, int foreground, int background) {
  if (init_extended_pair(pair, foreground, background) == OK) return true;
  // A terminal that cannot go back to its own colours.
  return init_extended_pair(pair, foreground < 0 ? COLOR_WHITE : foreground, background < 0 ? COLOR_BLACK : background)
      == OK;
}

static attr_t attributes(uint8_t bits) {
  attr_t attributes = A_NORMAL;
  if (bits & BULWARK_BOLD) attributes |= A_BOLD;
  if (bits & BULWARK_UNDERLINE) attributes |= A_UNDERLINE;
  if (bits & BULWARK_REVERSE) attributes |= A_REVERSE;
  if (bits & BULWARK_DIM) attributes |= A_DIM;
  if (bits & BULWARK_ITALIC) attributes |= A_ITALIC;
  return attributes;
}

void bulwark_screen_put(int y, int x, const struct bulwark_cell *cells, int count) {
  cchar_t row[128];
  while (count > 0) {
    int part = count < 128 ? count : 128;
    int taken = 0;
    for (int i = 0; i < part; i++) {
      wchar_t letters[6] = {0};
      for (int j = 0; j < cells[i].count && j < 5; j++) letters[j] = (wchar_t)cells[i].scalars[j];
      int pair = cells[i].pair;
      if (setcchar(&row[i], letters, attributes(cells[i].attributes), 0, &pair) != OK) {
        setcchar(&row[i], L"?", attributes(cells[i].attributes), 0, &pair);
      }
      int width = wcwidth(letters[0]);
      taken += width > 0 ? width : 1;
    }
    mvwadd_wchnstr(stdscr, y, x, row, part);
    x += taken;
    cells += part;
    count -= part;
  }
}

void bulwark_screen_cursor(int y, int x) {
  int shown = y >= 0;
  if (shown != cursor_shown) {
    curs_set(shown);
    leaveok(stdscr, !shown);
    cursor_shown = shown;
  }
  if (shown) wmove(stdscr, y, x);
}

void bulwark_screen_flush(void) { wrefresh(stdscr); }

void bulwark_screen_redraw(void) { clearok(curscr, TRUE); }

void bulwark_screen_resize(int width, int height) {
  resize_term(height, width);
  clearok(curscr, TRUE);
}

void bulwark_screen_leave(void) {
  endwin();
  is_left = true;
  cursor_shown = -1;
}

void bulwark_screen_enter(void) {
  reset_prog_mode();
  is_left = false;
  clearok(curscr, TRUE);
}

void bulwark_screen_close(void) {
  if (!screen) return;
  if (!is_left) endwin();
  delscreen(screen);
  screen = NULL;
  close_streams();
}

/// Appends a capability without its padding: `\E[?5l$<100/>`.
static size_t append(char *bytes, size_t count, size_t capacity, const char *capability) {
  if (!capability || capability == (char *)-1) return count;
  while (*capability && count < capacity) {
    if (capability[0] == '$' && capability[1] == '<') {
      const char *end = strchr(capability, '>');
      if (end) {
        capability = end + 1;
        continue;
      }
    }
    bytes[count++] = *capability++;
  }
  return count;
}

size_t bulwark_screen_restoring(char *bytes, size_t capacity) {
  size_t count = append(bytes, 0, capacity, "\033[?1006l\033[?1000l\033[?2004l");
  count = append(bytes, count, capacity, exit_attribute_mode);
  count = append(bytes, count, capacity, orig_pair);
  count = append(bytes, count, capacity, cursor_normal);
  // The scrolling region of ncurses is the whole screen again.
  if (change_scroll_region) count = append(bytes, count, capacity, tparm(change_scroll_region, 0, LINES - 1));
  if (exit_ca_mode) return append(bytes, count, capacity, exit_ca_mode);
  count = append(bytes, count, capacity, tparm(cursor_address, LINES - 1, 0));
  return append(bytes, count, capacity, "\r\n");
}

bool bulwark_screen_has_titles(void) { return tigetflag("XT") > 0; }

void bulwark_screen_foreground(int descriptor, int group) {
  // From the background the call is answered by a stop.
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  tcsetpgrp(descriptor, group);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int bulwark_terminal_colors(const char *terminal) {
  int error = 0;
  // Takes the description from terminfo and nothing else: no byte is sent, no mode is changed.
  if (setupterm(terminal, STDOUT_FILENO, &error) != OK || error != 1) return -1;
  int colors = cursor_address ? tigetnum("colors") : -2;
  del_curterm(cur_term);
  return colors == -1 ? 0 : colors;
}
