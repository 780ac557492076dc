/* The last wall: if a run uses more processor time than any honest one could, in an operation that the limits of the
 * sandbox do not see, the program says so and ends with status 3. A verdict never depends on time, so this is no
 * diagnostic: it says that something is missing in sandbox.c. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "script/opening.h"

#ifdef __SANITIZE_THREAD__
enum { PROCESSOR_SECONDS = 60 };       /* everything takes ten times as long there */
#else
enum { PROCESSOR_SECONDS = 5 };
#endif

/* A timer counts the processor time of the thread that made it, and ticks as long as the state lives: setting it for
 * each run would be two system calls a page. A run that sees two ticks has had more than the time allowed. */
struct timer {
    timer_t id;
    const void *thread;
};

static _Thread_local char this_thread;              /* only its address matters */
static _Thread_local const char *volatile running;  /* what the handler names; NULL: nothing runs */
static _Thread_local volatile sig_atomic_t seen;    /* ticks of this run */

/* Only what is safe in a signal handler. */
static void on_time(int signal)
{
    static const char before[] = "dossier: internal error: ", after[] = " does not end\n";
    const char *what = running;

    (void)signal;
    if (!what || ++seen < 2)
        return;
    if (write(2, before, sizeof before - 1) < 0 || write(2, what, strlen(what)) < 0 || write(2, after, sizeof after - 1) < 0)
        _exit(EXIT_MACHINE);
    _exit(EXIT_MACHINE);
}

static void install(void)
{
    struct sigaction action = { .sa_handler = on_time, .sa_flags = SA_RESTART };

    sigemptyset(&action.sa_mask);
    if (sigaction(SIGPROF, &action, NULL) < 0)
        die(EXIT_MACHINE, "cannot set a signal handler");
}

static void make_timer(struct script *script)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct timer *timer = script->timer;
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };
    struct itimerspec ticks = { .it_value.tv_sec = PROCESSOR_SECONDS, .it_interval.tv_sec = PROCESSOR_SECONDS };

    if (timer && timer->thread == &this_thread)
        return;
    pthread_once(&once, install);
    backstop_free(script);
    timer = malloc(sizeof *timer);
    event._sigev_un._tid = gettid();
    if (!timer || timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer->id) < 0 || timer_settime(timer->id, 0, &ticks, NULL) < 0)
        die(EXIT_MACHINE, "cannot make a timer");
    timer->thread = &this_thread;
    script->timer = timer;
}

void backstop_start(struct script *script, const char *what)
{
    make_timer(script);
    seen = 0;
    running = what;
}

void backstop_stop(void)
{
    running = NULL;
}

void backstop_free(struct script *script)
{
    struct timer *timer = script->timer;

    if (timer)
        timer_delete(timer->id);
    free(timer);
    script->timer = NULL;
}
