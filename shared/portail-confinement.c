/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-confinement.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
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

gboolean
portail_confinement_enter (void)
{
  const guint n_allowed = G_N_ELEMENTS (allowed);
  g_autofree struct sock_filter *steps = g_new0 (struct sock_filter, n_allowed + 6);
  struct sock_fprog filter = { (unsigned short) (n_allowed + 6), steps };
  struct sock_filter *step = steps;

  *step++ = (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
                                           offsetof (struct seccomp_data, arch));
  *step++ = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
  *step++ = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  *step++ = (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
                                           offsetof (struct seccomp_data, nr));
  for (guint i = 0; i < n_allowed; i++)
    *step++ = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint) allowed[i],
                                             (guint8) (n_allowed - i), 0);
  *step++ = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  *step++ = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  return OWN_ARCHITECTURE != 0 && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
