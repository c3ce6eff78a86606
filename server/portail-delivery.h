/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message that leaves the server, by e-mail or by webhook, and what became of an attempt. */
#pragma once

#include "shared/portail-timestamp.h"
#include "shared/records/portail-notification.h"

typedef enum
{
  PORTAIL_DELIVERY_EMAIL,
  PORTAIL_DELIVERY_WEBHOOK,
  PORTAIL_N_DELIVERY_KINDS,
} PortailDeliveryKind;

typedef enum
{
  PORTAIL_DELIVERY_PENDING,
  PORTAIL_DELIVERY_SENDING,
  PORTAIL_DELIVERY_DONE,
  PORTAIL_DELIVERY_DEAD, /* given up */
  PORTAIL_N_DELIVERY_STATES,
} PortailDeliveryState;

/* Whose address it is: the address itself is looked up when it is sent, so that none is copied and
 * none outlives its owner (contract.md §8). */
#define PORTAIL_RECIPIENT_USER          "user:" /* then the user's id */
#define PORTAIL_RECIPIENT_WEBHOOK       "setting:discord.webhook_url"
#define PORTAIL_RECIPIENT_ALERT_EMAIL   "config:ALERT_EMAIL"
#define PORTAIL_RECIPIENT_ALERT_WEBHOOK "config:ALERT_WEBHOOK_URL"

/* A text that a person reads. Borrowed. */
typedef struct
{
  const char *subject; /* one line */
  const char *body;    /* or NULL */
  PortailNotificationLevel level;
} PortailDeliveryText;

typedef struct
{
  char *id; /* the same at each attempt: receivers know a repetition by it */
  PortailDeliveryKind kind;
  char *recipient;
  char *subject;
  char *body;
  PortailNotificationLevel level;
  PortailDeliveryState state;
  guint attempts; /* begun so far */
  PortailTimestamp not_before;
  PortailTimestamp created_at;
  PortailTimestamp done_at;
  char *last_error; /* or NULL */
  /* Of a delivery that was taken: */
  char *address; /* NULL or "" where there is none */
  char *sender;  /* the address that e-mail comes from; "" for the usual one */
} PortailDelivery;

/* How an attempt ended. */
typedef enum
{
  PORTAIL_ATTEMPT_DELIVERED,
  PORTAIL_ATTEMPT_FAILED,  /* may succeed later */
  PORTAIL_ATTEMPT_BUSY,    /* the receiver named a time; counts as no attempt */
  PORTAIL_ATTEMPT_STOPPED, /* by us; counts as no attempt */
  PORTAIL_ATTEMPT_REFUSED, /* never will */
} PortailAttemptVerdict;

typedef struct
{
  PortailAttemptVerdict verdict;
  guint retry_after_seconds; /* of BUSY */
  char reason[128];          /* "http 404"; never an address, an answer's words or a secret */
} PortailAttempt;

void portail_delivery_free (PortailDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDelivery, portail_delivery_free)

/* `email`, `webhook`. */
const char *portail_delivery_kind_get_name (PortailDeliveryKind kind);
/* `pending`, `sending`, `done`, `dead`. */
const char *portail_delivery_state_get_name (PortailDeliveryState state);
/* N_DELIVERY_STATES for a name that is none. */
PortailDeliveryState portail_delivery_state_from_name (const char *name);

/* @text with nothing in it that could begin another line or break a terminal: control characters
 * and line separators become spaces, bytes that are not UTF-8 U+FFFD. Owned. */
char *portail_delivery_clean_line (const char *text);
