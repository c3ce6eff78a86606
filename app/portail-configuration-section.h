/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of the module Configuration: the one table that its navigation, its search and its
 * pages read (domain.md §7, contract.md §2, §11).
 *
 * 1. An entry is shown to whom its rights let read; what he may only read says so.
 * 2. Rights of the group of the server are those of the highest role that somebody has anywhere,
 *    of others those towards the chosen company. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_CONFIGURATION_ME,
  PORTAIL_CONFIGURATION_COMPANY,
  PORTAIL_CONFIGURATION_SERVER,
  PORTAIL_N_CONFIGURATION_GROUPS,
} PortailConfigurationGroup;

typedef enum
{
  PORTAIL_CONFIGURATION_OFFLINE,      /* works without a server */
  PORTAIL_CONFIGURATION_NEEDS_SERVER, /* shows its last answer read-only */
} PortailConfigurationReach;

#define PORTAIL_CONFIGURATION_MAX_TYPES 4

typedef struct
{
  const char *name;
  const char *title; /* N_ ("…") */
  const char *words; /* N_ ("…"): what else the search finds it by; may be NULL */
  const char *icon_name;
  PortailConfigurationGroup group;
  PortailModule module;
  PortailRights readers; /* any of them shows it; 0: everybody */
  PortailRights writers; /* any of them may change something there; 0: whoever sees it */
  PortailConfigurationReach reach;
  const char *types[PORTAIL_CONFIGURATION_MAX_TYPES + 1]; /* records that it shows */
  GtkWidget *(*make) (PortailDesk *desk); /* floating; a PortailPage where it has actions */
  const char *action;                     /* instead of a page: what the entry does */
} PortailConfigurationSection;

guint portail_configuration_section_get_count (void);
/* @index below the count. Static. */
const PortailConfigurationSection *portail_configuration_section_get (guint index);
/* NULL for an unknown name. Static. */
const PortailConfigurationSection *portail_configuration_section_find (const char *name);
/* The one that shows records of the type of that name; NULL where none does. Static. */
const PortailConfigurationSection *portail_configuration_section_find_for_type (const char *type);

/* Translated. Static. */
const char *portail_configuration_group_get_title (PortailConfigurationGroup group);

/* What the person of @desk may do with what @section is about. */
PortailRights portail_configuration_section_get_rights (const PortailConfigurationSection *section,
                                                        PortailDesk *desk);
gboolean portail_configuration_section_is_visible (const PortailConfigurationSection *section,
                                                   PortailDesk *desk);
/* Why it can only be read now: a few translated words; NULL where it can be changed. Static. */
const char *portail_configuration_section_get_limit (const PortailConfigurationSection *section,
                                                     PortailDesk *desk);

G_END_DECLS
