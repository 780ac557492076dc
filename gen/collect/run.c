/* A command in a session of its own, watched through two pipes. */
#include "collect/run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"

enum { GRACE_MS = 3000, LOOK_MS = 20, BLOCK = 64 << 10 };

struct watch {
    struct run *run;
    pid_t child;
    int out, err;               /* ends to read from; -1 once at their end */
    bool over;                  /* the child itself has ended */
};

static int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        die(EXIT_MACHINE, "cannot make a pipe: %s", strerror(errno));
}

/* --- the child ---------------------------------------------------------------------------------------------- */

/* Between fork and exec, with other threads about: only what signal handlers may call. */
_Noreturn static void become(const struct run *run, pid_t parent, int null, int out, int err, int report)
{
    struct rlimit no_core = { 0, 0 };
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    setrlimit(RLIMIT_CORE, &no_core);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);       /* also what the caller of dossier had left open */
    prctl(PR_SET_PDEATHSIG, SIGKILL);       /* killed before this line: the parent is no longer the parent */
    bool ready = getppid() == parent && setsid() >= 0 && fchdir(run->folder) == 0 && dup2(null, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2;
    if (ready)
        execve(run->program, run->argv, run->environment);
    int error = errno;
    ssize_t ignored = write(report, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

/* 0, or the errno for which it did not start. */
static int read_report(int fd)
{
    int error = 0;
    ssize_t got;
    while ((got = read(fd, &error, sizeof error)) < 0 && errno == EINTR)
        ;
    return got == (ssize_t)sizeof error ? error : 0;
}

static bool start(struct watch *watch)
{
    int out[2], err[2], report[2], null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    make_pipe(out);
    make_pipe(err);
    make_pipe(report);
    pid_t self = getpid();
    watch->child = fork();
    if (watch->child == 0)
        become(watch->run, self, null, out[1], err[1], report[1]);
    watch->run->error = watch->child < 0 ? errno : 0;
    close(out[1]);
    close(err[1]);
    close(report[1]);
    close(null);
    watch->out = out[0];
    watch->err = err[0];
    if (watch->child > 0)
        watch->run->error = read_report(report[0]);
    close(report[0]);
    return watch->child > 0 && !watch->run->error;
}

/* --- its end ------------------------------------------------------------------------------------------------ */

/* True once the child has ended; its status is taken then. */
static bool look(struct watch *watch)
{
    int status;
    pid_t got = watch->over ? 0 : waitpid(watch->child, &status, WNOHANG);
    if (got != watch->child)
        return watch->over;
    watch->over = true;
    watch->run->end = WIFSIGNALED(status) ? RUN_SIGNALLED : RUN_EXITED;
    watch->run->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    watch->run->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return true;
}

/* The parent of a process: the fourth field of its stat, the second of which is a name in parentheses. */
static pid_t parent_of(int proc, const char *pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "%.32s/stat", pid);
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[got > 0 ? got : 0] = 0;
    const char *behind = strrchr(text, ')');
    return behind && strlen(behind) > 4 ? (pid_t)strtol(behind + 4, NULL, 10) : 0;
}

/* Calls `each` for every process whose parent we are. A process that left its session has come to us as well once its own
 * parent was gone, since we are the one who adopts. Linux has a list of children, but not every kernel is built with it. */
static int each_child(void (*each)(pid_t child))
{
    DIR *proc = opendir("/proc");
    pid_t self = getpid();
    int n = 0;
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9' || parent_of(dirfd(proc), entry->d_name) != self)
            continue;
        each((pid_t)strtol(entry->d_name, NULL, 10));
        n++;
    }
    if (proc)
        closedir(proc);
    return n;
}

static void end_hard(pid_t child)
{
    kill(child, SIGKILL);
}

static void count_only(pid_t child)
{
    (void)child;
}

static void reap(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

/* Ends the session's processes and all that were adopted from it. What forks without end is slower than this. */
static void clear(const struct watch *watch)
{
    const struct timespec pause = { .tv_nsec = 2000000 };
    kill(-watch->child, SIGKILL);
    for (int round = 0; round < 2000; round++) {
        reap();
        if (each_child(end_hard) == 0 && kill(-watch->child, SIGKILL) != 0)
            return;
        nanosleep(&pause, NULL);
    }
}

/* --- its words ---------------------------------------------------------------------------------------------- */

static void keep(struct run_sink *sink, const char *bytes, size_t n)
{
    uint64_t room = sink->max - sink->written;
    sink->cut = sink->cut || n > room;
    if (n > room)
        n = (size_t)room;
    while (n && sink->fd >= 0) {
        ssize_t put = write(sink->fd, bytes, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            die(EXIT_MACHINE, "cannot keep what the command says: %s", strerror(errno));
        bytes += put;
        n -= (size_t)put;
        sink->written += (uint64_t)put;
    }
}

/* One read. False: nothing more waits now. */
static bool take(int *fd, struct run_sink *sink)
{
    char block[BLOCK];
    ssize_t got = *fd < 0 ? -1 : read(*fd, block, sizeof block);
    if (got > 0)
        keep(sink, block, (size_t)got);
    if (got == 0) {
        close(*fd);
        *fd = -1;
    }
    return got > 0;
}

/* Waits a little for words or the end. True while there is something to wait for. */
static bool step(struct watch *watch)
{
    struct run *run = watch->run;
    struct pollfd fds[2] = { { .fd = watch->out, .events = POLLIN }, { .fd = watch->err, .events = POLLIN } };
    bool over = look(watch);
    int n = poll(fds, 2, over ? 0 : LOOK_MS);
    bool more = n > 0 && fds[0].revents && take(&watch->out, &run->out);
    more = (n > 0 && fds[1].revents && take(&watch->err, &run->err)) || more;
    return more || !over;           /* what it had said before it ended is in the pipes by now */
}

static bool is_too_much(const struct run *run)
{
    return (run->out.cut && run->out.fatal) || (run->err.cut && run->err.fatal);
}

/* Until it ends by itself, says too much or takes too long. */
static void follow(struct watch *watch)
{
    struct run *run = watch->run;
    int64_t deadline = now_ms() + (int64_t)run->timeout * 1000;
    while (step(watch) && !is_too_much(run) && now_ms() < deadline)
        ;
    if (is_too_much(run)) {
        run->end = RUN_TOO_LARGE;
        return;
    }
    if (watch->over)
        return;
    kill(-watch->child, SIGTERM);
    deadline = now_ms() + GRACE_MS;
    while (step(watch) && !watch->over && now_ms() < deadline)
        ;
    run->end = RUN_TIMED_OUT;
}

void run_command(struct run *run)
{
    struct watch watch = { .run = run };
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (start(&watch)) {
        fcntl(watch.out, F_SETFL, O_NONBLOCK);
        fcntl(watch.err, F_SETFL, O_NONBLOCK);
        follow(&watch);
        reap();
        run->left_processes = each_child(count_only) > (watch.over ? 0 : 1);
        clear(&watch);
    } else {
        run->end = RUN_NOT_STARTED;
        reap();
    }
    close(watch.out);
    close(watch.err);
}
