/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where a notification becomes something that leaves the server.
 *
 * 1. By e-mail to its user: where the server sends mail, Discord vouched for his address (only then
 *    it is kept), and his setting `notifications` says {"email": true}. Nobody gets mail unasked.
 * 2. By webhook, once an event however many people are told, and only of what a company's papers
 *    are about: never of a person's account nor of blanchiment.
 * 3. Both are added in the event's transaction. */
#pragma once

#include "server/portail-record-writer.h"
#include "shared/records/portail-notification.h"

typedef enum
{
  PORTAIL_MAIL_OFF,
  PORTAIL_MAIL_ON,
} PortailMailSwitch;

/* Tells later transactions whether the server sends mail at all. */
gboolean portail_notification_delivery_set_mail (PortailDatabase *database,
                                                 PortailMailSwitch mail,
                                                 GError **error);
/* @notification is one that was inserted. */
gboolean portail_notification_mail (PortailRecordWriter *writer,
                                    const PortailNotification *notification,
                                    GError **error);
/* The same event in the words of the channel; @notification needs neither id nor user. */
gboolean portail_notification_announce (PortailRecordWriter *writer,
                                        const PortailNotification *notification,
                                        GError **error);
