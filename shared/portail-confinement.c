/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH */
#include "shared/portail-confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The largest picture that may be read takes 1.1 GiB of addresses as WEBP. */
#define MAX_MEMORY_BYTES (G_GUINT64_CONSTANT (3) << 29)
#define MAX_CPU_SECONDS  10
#define MAX_LIFE_SECONDS 30
#define MAX_DESCRIPTORS  64

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#define OWN_ARCHITECTURE 0
#endif

/* Memory, threads, time, and what is open already. */
static const int allowed[] = {
  SYS_read,
  SYS_write,
  SYS_writev,
  SYS_close,
  SYS_fstat,
  SYS_newfstatat,
  SYS_lseek,
  SYS_mmap,
  SYS_munmap,
  SYS_mprotect,
  SYS_mremap,
  SYS_madvise,
  SYS_brk,
  SYS_futex,
  SYS_clone,
  SYS_clone3,
  SYS_exit,
  SYS_exit_group,
  SYS_set_robust_list,
  SYS_set_tid_address,
  SYS_rseq,
  SYS_membarrier,
  SYS_rt_sigaction,
  SYS_rt_sigprocmask,
  SYS_rt_sigreturn,
  SYS_sigaltstack,
  SYS_sched_yield,
  SYS_sched_getaffinity,
  SYS_sched_getattr,
  SYS_sched_getparam,
  SYS_sched_getscheduler,
  SYS_clock_gettime,
  SYS_clock_nanosleep,
  SYS_nanosleep,
  SYS_gettimeofday,
  SYS_getrusage,
  SYS_getpid,
  SYS_gettid,
  SYS_tgkill,
  SYS_getrandom,
  SYS_getcpu,
  SYS_restart_syscall,
  SYS_sysinfo,
};

static void
set_limit (__rlimit_resource_t resource, guint64 most)
{
  const struct rlimit limit = { most, most };

  setrlimit (resource, &limit);
}

void
portail_confinement_limit (void)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_CPU, MAX_CPU_SECONDS);
  set_limit (RLIMIT_NOFILE, MAX_DESCRIPTORS);
#ifndef __SANITIZE_ADDRESS__
  set_limit (RLIMIT_AS, MAX_MEMORY_BYTES);
#endif
  alarm (MAX_LIFE_SECONDS);
}

/* Beside those above, to find and read a file. */
static const int allowed_to_read[] = {
  SYS_pread64,   SYS_getdents64, SYS_fcntl,  SYS_statx,   SYS_statfs, SYS_fstatfs, SYS_readlinkat,
  SYS_faccessat, SYS_getcwd,     SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
#ifdef SYS_access
  SYS_access,    SYS_readlink,   SYS_stat,   SYS_lstat,
#endif
};

static void
add_step (GArray *steps, struct sock_filter step)
{
  g_array_append_val (steps, step);
}

/* What is one of @numbers is allowed. */
static void
allow (GArray *steps, const int *numbers, guint n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    {
      add_step (steps, (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint) numbers[i],
                                                      0, 1));
      add_step (steps, (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
}

/* openat() without any flag by which something is written or made. */
static void
allow_opening (GArray *steps)
{
  add_step (steps,
            (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint) SYS_openat, 0, 4));
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
                                                  offsetof (struct seccomp_data, args[2])));
  add_step (steps, (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K,
                                                  O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 1, 0));
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
}

typedef enum
{
  REACH_NOTHING,
  REACH_FILES,
} Reach;

static gboolean
filter_calls (Reach reach)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (struct sock_filter));
  struct sock_fprog filter;

  add_step (steps, (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
                                                  offsetof (struct seccomp_data, arch)));
  add_step (steps,
            (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0));
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
                                                  offsetof (struct seccomp_data, nr)));
  allow (steps, allowed, G_N_ELEMENTS (allowed));
  if (reach == REACH_FILES)
    {
      allow (steps, allowed_to_read, G_N_ELEMENTS (allowed_to_read));
      allow_opening (steps);
    }
  add_step (steps, (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  filter = (struct sock_fprog){ (unsigned short) steps->len,
                                (struct sock_filter *) (gpointer) steps->data };
  return OWN_ARCHITECTURE != 0 && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

gboolean
portail_confinement_enter (void)
{
  return filter_calls (REACH_NOTHING);
}

/* Everything about files that the first version of Landlock knows. */
#define ALL_ACCESS  ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define READ_ACCESS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

static gboolean
add_folder (int rules, const char *folder)
{
  struct landlock_path_beneath_attr rule = { .allowed_access = READ_ACCESS };
  gboolean is_added;

  rule.parent_fd = open (folder, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return errno == ENOENT || errno == EACCES;
  is_added = syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  close (rule.parent_fd);
  return is_added;
}

gboolean
portail_confinement_enter_reading (const char *const *folders)
{
  const struct landlock_ruleset_attr attributes = { .handled_access_fs = ALL_ACCESS };
  int rules = (int) syscall (SYS_landlock_create_ruleset, &attributes,
                             sizeof attributes.handled_access_fs, 0);
  gboolean is_good = rules >= 0 && OWN_ARCHITECTURE != 0;

  for (guint i = 0; is_good && folders[i] != NULL; i++)
    is_good = add_folder (rules, folders[i]);
  is_good = is_good && syscall (SYS_landlock_restrict_self, rules, 0) == 0;
  if (rules >= 0)
    close (rules);
  return is_good && filter_calls (REACH_FILES);
}
