/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four employees of a company, as the server gave them, and the page that shows them: what the
 * tests of the generic page of records work with. */
#pragma once

#include "app/portail-employees-page.h"
#include "shared/records/portail-employee.h"
#include "tests/support/portail-client-fixture.h"

/* Where the person is an employee; it has no rows. */
#define PEOPLE_OTHER_COMPANY "01990000-0000-7000-8000-00000000c002"

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailShellContext *context;
  PortailDesk *desk;
  PortailEmployeesPage *page;
  PortailRecordPage *records;
  char *first_id; /* of Zoé */
} PeopleFixture;

/* Of the person in the company whose employees there are. */
void people_set_role (PeopleFixture *fixture, PortailRole role);
/* Again, as after signing in. */
void people_show_account (PeopleFixture *fixture);
/* 1280 pixels wide, with the keyboard. */
void people_open_window (PeopleFixture *fixture);
/* Once nothing waits. */
void people_close_window (PeopleFixture *fixture);
void people_set_up (PeopleFixture *fixture, gconstpointer unused);
void people_tear_down (PeopleFixture *fixture, gconstpointer unused);
/* For portail_robot_wait(): the list is read, a record is in the panel. */
gboolean people_is_ready (gpointer user_data);
void people_wait_for_rows (PeopleFixture *fixture, guint n);
/* @n of that grade. */
void people_wait_for_grade (PeopleFixture *fixture, const char *grade, guint n);
/* The one in the panel; NULL for none. */
const PortailEmployee *people_get_open (PeopleFixture *fixture);
gboolean people_is_open (gpointer user_data);
PortailRecordForm *people_get_form (PeopleFixture *fixture);
/* An action of the page. */
void people_act (PeopleFixture *fixture, const char *action);
GListModel *people_get_rows (PeopleFixture *fixture);
