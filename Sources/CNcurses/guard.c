#define _GNU_SOURCE 1

#include "CNcurses.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

// Everything here is read by handlers of signals: plain memory, written before `armed` is set.
static atomic_bool armed;
static int guarded;
static pid_t owner;
static char restoring[512];
static size_t restoring_count;
static struct termios modes;
static bool has_modes;
/// Where standard error went, and what was written to it since; -1 while nothing is held back.
static int error_kept = -1;
static int error_held = -1;

static const int fatal[] = {
    // Crashes.
    SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS,
    // What ends a process from outside.
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGPIPE, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ,
};
enum { fatal_count = sizeof fatal / sizeof *fatal, crash_count = 7 };
static struct sigaction previous[fatal_count];
static bool installed[fatal_count];
static char alternate[64 * 1024];

/// What libraries, the runtime and a crash write to standard error would be drawn over the screen, and go with it.
static void hold_error(void) {
  unsigned terminal = 0, error = 0;
  if (error_held >= 0 || ioctl(guarded, TIOCGDEV, &terminal) != 0) return;
  if (ioctl(STDERR_FILENO, TIOCGDEV, &error) != 0 || terminal != error) return;
  error_kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  error_held = memfd_create("stderr", MFD_CLOEXEC);
  if (error_kept >= 0 && error_held >= 0) dup2(error_held, STDERR_FILENO);
}

/// Writes it where it was to go, control characters left out.
static void release_error(void) {
  if (error_held < 0 || error_kept < 0) return;
  dup2(error_kept, STDERR_FILENO);
  unsigned char part[1024], previous = 0;
  for (off_t place = 0; place < 64 * 1024;) {
    ssize_t count = pread(error_held, part, sizeof part, place);
    if (count <= 0) break;
    place += count;
    for (ssize_t i = 0; i < count; i++) {
      bool is_control = (part[i] < 0x20 && part[i] != '\n' && part[i] != '\t') || part[i] == 0x7F;
      bool is_c1 = previous == 0xC2 && part[i] < 0xA0;
      previous = part[i];
      if (is_control || is_c1) part[i] = '?';
    }
    ssize_t ignored = write(STDERR_FILENO, part, (size_t)count);
    (void)ignored;
  }
  close(error_held);
  close(error_kept);
  error_held = error_kept = -1;
}

void bulwark_guard_give_back(void) {
  if (!atomic_exchange(&armed, false)) return;
  // A child that has not become another program yet has no right to the terminal.
  if (getpid() != owner) return;
  // Changing a terminal from the background would stop the process that is about to end.
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  size_t written = 0;
  while (written < restoring_count) {
    ssize_t count = write(guarded, restoring + written, restoring_count - written);
    if (count > 0) {
      written += (size_t)count;
    } else if (count < 0 && errno == EAGAIN) {
      struct pollfd room = {.fd = guarded, .events = POLLOUT};
      if (poll(&room, 1, 500) <= 0) break;
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  if (has_modes) tcsetattr(guarded, TCSANOW, &modes);
  release_error();
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void end(int signal) {
  int error = errno;
  bulwark_guard_give_back();
  // Whoever had the signal before gets it now, when this handler returns: the default action, or a printer of traces.
  for (int i = 0; i < fatal_count; i++) {
    if (fatal[i] == signal && installed[i]) sigaction(signal, &previous[i], NULL);
  }
  raise(signal);
  errno = error;
}

void bulwark_guard_arm(int descriptor) {
  static bool registered;
  guarded = descriptor;
  owner = getpid();
  restoring_count = 0;
  has_modes = tcgetattr(descriptor, &modes) == 0;
  if (!registered) registered = atexit(bulwark_guard_give_back) == 0;

  // A stack that overflowed has no room for a handler.
  stack_t now;
  if (sigaltstack(NULL, &now) == 0 && now.ss_flags & SS_DISABLE) {
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    sigaltstack(&stack, NULL);
  }
  struct sigaction action = {.sa_handler = end, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) {
    if (installed[i] || sigaction(fatal[i], NULL, &previous[i]) != 0) continue;
    bool is_default = !(previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_handler == SIG_DFL;
    bool is_ignored = !(previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_handler == SIG_IGN;
    // What is ignored does not end the process, and a handler from outside a crash has its own way to end it.
    if (is_ignored || (!is_default && i >= crash_count)) continue;
    installed[i] = sigaction(fatal[i], &action, NULL) == 0;
  }
  hold_error();
  atomic_store(&armed, true);
}

void bulwark_guard_set(const char *bytes, size_t count) {
  bool was_armed = atomic_exchange(&armed, false);
  restoring_count = count < sizeof restoring ? count : sizeof restoring;
  memcpy(restoring, bytes, restoring_count);
  atomic_store(&armed, was_armed);
}

void bulwark_guard_pause(void) {
  atomic_store(&armed, false);
  release_error();
}

void bulwark_guard_resume(void) {
  hold_error();
  atomic_store(&armed, true);
}

void bulwark_guard_disarm(void) {
  atomic_store(&armed, false);
  release_error();
  for (int i = 0; i < fatal_count; i++) {
    if (installed[i]) sigaction(fatal[i], &previous[i], NULL);
    installed[i] = false;
  }
}
