#include "CNcurses.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const struct {
  int signal;
  unsigned bit;
  bool ends;
} watched[] = {
    {SIGWINCH, BULWARK_SIGNAL_RESIZE, false},   {SIGTSTP, BULWARK_SIGNAL_STOP, false},
    {SIGCONT, BULWARK_SIGNAL_CONTINUE, false},  {SIGTERM, BULWARK_SIGNAL_TERMINATE, true},
    {SIGHUP, BULWARK_SIGNAL_HANG_UP, true},     {SIGINT, BULWARK_SIGNAL_INTERRUPT, true},
};
enum { watched_count = sizeof watched / sizeof *watched };
static struct sigaction previous[watched_count];
static bool installed[watched_count];
static atomic_uint pending;
static int wake = -1;

int bulwark_wake_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

static void note(int signal) {
  int error = errno;
  for (int i = 0; i < watched_count; i++) {
    if (watched[i].signal != signal) continue;
    unsigned before = atomic_fetch_or(&pending, watched[i].bit);
    if (watched[i].ends && before & watched[i].bit) {
      bulwark_guard_give_back();
      bulwark_signals_die(signal);
    }
  }
  uint64_t one = 1;
  ssize_t ignored = write(wake, &one, sizeof one);
  (void)ignored;
  errno = error;
}

int bulwark_signals_watch(void) {
  if (wake < 0) wake = bulwark_wake_descriptor();
  if (wake < 0) return -1;
  atomic_store(&pending, 0);
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  // Whoever started the process may have left signals blocked, which is inherited.
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int i = 0; i < watched_count; i++) {
    if (installed[i] || sigaction(watched[i].signal, NULL, &previous[i]) != 0) continue;
    // nohup(1) and shells without job control ignore some on purpose.
    bool is_ignored = !(previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_handler == SIG_IGN;
    if (is_ignored && watched[i].signal != SIGWINCH) continue;
    installed[i] = sigaction(watched[i].signal, &action, NULL) == 0;
    sigaddset(&wanted, watched[i].signal);
  }
  pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
  return wake;
}

unsigned bulwark_signals_take(void) {
  uint64_t count;
  ssize_t ignored = read(wake, &count, sizeof count);
  (void)ignored;
  return atomic_exchange(&pending, 0);
}

void bulwark_signals_unwatch(void) {
  for (int i = 0; i < watched_count; i++) {
    if (installed[i]) sigaction(watched[i].signal, &previous[i], NULL);
    installed[i] = false;
  }
}

/// Sends a signal with its default action, and puts the disposition back when that returns.
static void send_default(int signal, bool group) {
  struct sigaction action = {.sa_handler = SIG_DFL}, before;
  sigemptyset(&action.sa_mask);
  sigset_t opened, mask;
  sigemptyset(&opened);
  sigaddset(&opened, signal);
  sigaction(signal, &action, &before);
  pthread_sigmask(SIG_UNBLOCK, &opened, &mask);
  if (group) {
    kill(0, signal);
  } else {
    raise(signal);
  }
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(signal, &before, NULL);
}

void bulwark_signals_stop(bool group) { send_default(SIGTSTP, group); }

void bulwark_signals_die(int signal) {
  send_default(signal, false);
  // The default action does not come back; where it does, the process ends all the same.
  _exit(128 + signal);
}
