#include "CNcurses.h"
#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
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
  atomic_store(&armed, true);
}

void bulwark_guard_set(const char *bytes, size_t count) {
  bool was_armed = atomic_exchange(&armed, false);
  restoring_count = count < sizeof restoring ? count : sizeof restoring;
  memcpy(restoring, bytes, restoring_count);
  atomic_store(&armed, was_armed);
}

void bulwark_guard_pause(void) { atomic_store(&armed, false); }

void bulwark_guard_resume(void) { atomic_store(&armed, true); }

void bulwark_guard_disarm(void) {
  atomic_store(&armed, false);
  for (int i = 0; i < fatal_count; i++) {
    if (installed[i]) sigaction(fatal[i], &previous[i], NULL);
    installed[i] = false;
  }
}
