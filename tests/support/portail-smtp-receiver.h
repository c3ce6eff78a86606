/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real SMTP receiver on loopback in a process of its own (smtp-receiver.py says which recipients
 * it treats how). */
#pragma once

#include <glib.h>

/* The login that it wants where it wants one, as SMTP_URL writes it, and its password in clear. */
#define SMTP_RECEIVER_LOGIN    "user:pa%3Ass%20w%C3%B6rd%401"
#define SMTP_RECEIVER_PASSWORD "pa:ss wörd@1"

typedef enum
{
  SMTP_RECEIVER_OPEN,
  SMTP_RECEIVER_LOGIN_WANTED,
  SMTP_RECEIVER_TLS, /* wants the login, over TLS from the first byte, as "localhost" */
} SmtpReceiverKind;

typedef struct
{
  char *from;
  char *to; /* recipients between commas */
  char *text;
} SmtpMessage;

void smtp_message_free (SmtpMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpMessage, smtp_message_free)
/* The decoded body. Owned. */
char *smtp_message_dup_body (const SmtpMessage *message);

typedef struct _SmtpReceiver SmtpReceiver;

/* Returns when it listens. */
SmtpReceiver *smtp_receiver_new (SmtpReceiverKind kind);
void smtp_receiver_free (SmtpReceiver *receiver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpReceiver, smtp_receiver_free)
guint16 smtp_receiver_get_port (const SmtpReceiver *receiver);
/* The path of what vouches for a receiver with TLS. */
const char *smtp_receiver_get_certificate (const SmtpReceiver *receiver);
/* Waits for the next message. Owned. */
SmtpMessage *smtp_receiver_take (SmtpReceiver *receiver);
/* Waits until it keeps somebody waiting. */
void smtp_receiver_await_slow (SmtpReceiver *receiver);
