/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log: append-only, one entry an op, with the values before and after (server.md,
 * "Audit").
 *
 * 1. The entries of a scope form a chain: hash = SHA-256 over previous_hash and the entry; the head
 *    stands in the scope's counter row, so taking an entry out or changing one shows. Where old
 *    entries were purged, the chain begins at the hash of the last of them, its anchor.
 * 2. People appear by user id only (contract.md §8). */
#pragma once

#include "server/portail-scope.h"

/* The values before and after of an op, collected change by change. */
typedef struct _PortailAuditTrail PortailAuditTrail;

PortailAuditTrail *portail_audit_trail_new (void);
void portail_audit_trail_free (PortailAuditTrail *trail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAuditTrail, portail_audit_trail_free)
/* @before is NULL for a row that comes, @after for one that goes. Common fields stay out. */
void portail_audit_trail_add (PortailAuditTrail *trail, gconstpointer before, gconstpointer after);
/* A word that goes with the op, as the reason of a reopening. */
void portail_audit_trail_note (PortailAuditTrail *trail, const char *name, const char *text);
guint portail_audit_trail_get_length (const PortailAuditTrail *trail);

/* All borrowed. */
typedef struct
{
  const char *scope;
  const char *user_id; /* NULL: the server itself */
  const char *device_id;
  const char *action;      /* "create", "submit", "batch", "op_reused" */
  const char *target_type; /* NULL where there is no one target */
  const char *target_id;
  PortailTimestamp at;
  const PortailAuditTrail *trail; /* NULL for none */
} PortailAuditEvent;

gboolean
portail_audit_append (PortailDatabase *database, const PortailAuditEvent *event, GError **error);
/* Whether the chain of the scope is whole and ends at its head. PORTAIL_ERROR_STORAGE names the
 * first entry that does not fit. */
gboolean portail_audit_verify (PortailDatabase *database, const char *scope, GError **error);
typedef struct
{
  PortailTimestamp before;
  PortailTimestamp now;
  guint max;
} PortailAuditAge;

/* Removes the first entries of the chain that are older than @before, at most @max of them, and
 * leaves an entry that tells of it. What does not fit into the chain stays, for verify to find. */
gboolean portail_audit_purge (PortailDatabase *database,
                              const char *scope,
                              const PortailAuditAge *age,
                              guint *n_gone,
                              GError **error);
