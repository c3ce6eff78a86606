/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network that fails where a test wants it: a proxy on loopback between clients and one server.
 *
 * 1. It knows no HTTP: an exchange is what a client sends on a connection and what comes back until
 *    the client sends again.
 * 2. A fault is taken by one exchange, counted over all connections, and then it is gone.
 * 3. Its address stays the same while servers come and go behind it; without one, connections are
 *    taken and closed.
 * All functions from any thread. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_FAULT_NONE,
  PORTAIL_FAULT_DROP_REQUEST,      /* the connection ends before the server sees anything */
  PORTAIL_FAULT_DROP_REPLY,        /* … when the server has answered */
  PORTAIL_FAULT_CUT_REPLY,         /* … after n_bytes of the answer */
  PORTAIL_FAULT_DELAY_REPLY,       /* the answer waits for n_milliseconds */
  PORTAIL_FAULT_DUPLICATE_REQUEST, /* the server gets the request once more, and answers that
                                    * before the client has its answer */
} PortailFaultKind;

typedef struct
{
  PortailFaultKind kind;
  guint at; /* 1: the next exchange */
  gsize n_bytes;
  guint n_milliseconds;
} PortailFault;

typedef struct _PortailFaultProxy PortailFaultProxy;

/* Listens on a free port of 127.0.0.1. */
PortailFaultProxy *portail_fault_proxy_new (void);
/* Ends all connections. */
void portail_fault_proxy_free (PortailFaultProxy *proxy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailFaultProxy, portail_fault_proxy_free)
guint16 portail_fault_proxy_get_port (PortailFaultProxy *proxy);
/* Where new connections go; 0: nowhere. */
void portail_fault_proxy_set_target (PortailFaultProxy *proxy, guint16 port);
/* Takes the place of a fault that no exchange has taken so far. */
void portail_fault_proxy_set_fault (PortailFaultProxy *proxy, const PortailFault *fault);
/* Whether an exchange has taken it. */
gboolean portail_fault_proxy_has_failed (PortailFaultProxy *proxy);
/* Exchanges since it was made. */
guint portail_fault_proxy_get_n_exchanges (PortailFaultProxy *proxy);
