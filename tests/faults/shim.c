// Makes calls on files below a folder fail, or ends the process there: loaded with LD_PRELOAD, ruled by a small file that both sides map.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum mode { OFF, COUNT, EIO_ONCE, EIO_STICKY, ENOSPC_STICKY, SHORT_WRITES, KILL };

// The order of the fields is that of tests/faults/shim.ts.
struct control {
	volatile int32_t mode, at, seen, hit, syncs, began_at_sync;
};

static struct control *control;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void start(void) {
	const char *path = getenv("FAULT_CONTROL");
	folder = getenv("FAULT_FOLDER");
	if (!path || !folder) return;
	folder_length = strlen(folder);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) return;
	void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map != MAP_FAILED) control = map;
}

static int is_data(const char *path) {
	return strncmp(path, folder, folder_length) == 0;
}

static int is_data_fd(int fd) {
	char link[32], path[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, sizeof path - 1);
	if (length < 0) return 0;
	path[length] = 0;
	return is_data(path);
}

// The error that this call meets; 0: none. `count` is null for a call that needs no space; a short write makes it smaller.
static int fault(size_t *count) {
	int now = __sync_add_and_fetch(&control->seen, 1);
	int mode = control->mode;
	int reached = now >= control->at, exactly = now == control->at;
	if (mode == COUNT || !reached) return 0;
	if (mode == KILL) raise(SIGKILL);
	if (mode == EIO_ONCE && !exactly) return 0;
	if (mode == SHORT_WRITES) {
		if (!count || *count < 2) return 0;
		*count /= 2;
		control->hit++;
		return 0;
	}
	// A full disk still syncs.
	if (mode == ENOSPC_STICKY && !count) return 0;
	if (control->hit++ == 0) control->began_at_sync = !count;
	return mode == ENOSPC_STICKY ? ENOSPC : EIO;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL_OR(count, call)                                                   \
	int hits = control && control->mode != OFF && is_data_fd(fd);          \
	int error = hits ? fault(count) : 0;                                   \
	if (error) return errno = error, -1;                                   \
	return call

ssize_t write(int fd, const void *data, size_t count) {
	REAL(write);
	FAIL_OR(&count, real(fd, data, count));
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
	REAL(pwrite);
	FAIL_OR(&count, real(fd, data, count, at));
}
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
	REAL(pwrite64);
	FAIL_OR(&count, real(fd, data, count, at));
}
int fsync(int fd) {
	REAL(fsync);
	if (control) __sync_add_and_fetch(&control->syncs, 1);
	FAIL_OR(NULL, real(fd));
}
int fdatasync(int fd) {
	REAL(fdatasync);
	if (control) __sync_add_and_fetch(&control->syncs, 1);
	FAIL_OR(NULL, real(fd));
}
// Growing a file takes space, too.
int ftruncate(int fd, off_t size) {
	REAL(ftruncate);
	size_t count = 1;
	FAIL_OR(size > 0 ? &count : NULL, real(fd, size));
}
int ftruncate64(int fd, off64_t size) {
	REAL(ftruncate64);
	size_t count = 1;
	FAIL_OR(size > 0 ? &count : NULL, real(fd, size));
}

// A new file takes space, too.
static int makes_file(const char *path, int flags) {
	if (!control || control->mode == OFF || !(flags & O_CREAT) || access(path, F_OK) == 0) return 0;
	char parent[4096], real[PATH_MAX];
	snprintf(parent, sizeof parent, "%s", path);
	char *name = strrchr(parent, '/');
	if (!name) return 0;
	*name = 0;
	// A link leads to the vault, which lies elsewhere.
	return realpath(parent, real) && is_data(real);
}

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...) {                           \
		REAL(name);                                                    \
		va_list rest;                                                  \
		va_start(rest, flags);                                         \
		mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;      \
		va_end(rest);                                                  \
		size_t count = 1;                                              \
		int error = makes_file(path, flags) ? fault(&count) : 0;       \
		if (error) return errno = error, -1;                           \
		return real(path, flags, mode);                                \
	}
OPEN(open)
OPEN(open64)
