/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the API's description: requests that were really made, with their answers.
 *
 * 1. A file of server/docs/examples is a story: its steps run in order on a fresh demo server, and
 *    tests/server/test-api-examples.c plays every step and compares the answer.
 * 2. Nothing else spells an example: the description shows them, newman plays them again.
 * 3. What a server makes anew each time (ids, tokens, hashes) stands in the story as it was when it
 *    was written; whoever plays it learns what stands for what. */
#pragma once

#include "server/portail-route.h"
#include "shared/portail-json.h"

/* One step. Texts and values are borrowed from the list. */
typedef struct
{
  const char *story; /* name of the file, without ending */
  guint step;        /* in its story, from 1 */
  char *name;        /* "dotations.create-a-draft", of story and summary */
  const char *summary;
  const char *as;       /* "patron", "staff", …; NULL: a stranger */
  const char *agrees;   /* Discord id of who presses the button where the answer leads; or NULL */
  const char *leads_to; /* where a browser goes from the answer, or NULL */
  PortailMethod method;
  const char *method_name;
  const char *target;         /* path and query */
  const PortailJson *headers; /* an object, or NULL */
  const PortailJson *body;    /* NULL: none; a text where body_type is no JSON */
  GBytes *bytes;              /* of a body that is no text; or NULL */
  const char *content_type;   /* of the body, with parameters */
  char *body_type;            /* without */
  guint status;
  const char *answer_type;           /* media type; NULL: no content */
  const PortailJson *answer_headers; /* what of them matters, an object; or NULL */
  const PortailJson *answer;         /* NULL: whatever it says */
  const PortailRoute *route;
  const PortailJson *source; /* the step as it is written */
} PortailApiExample;

typedef struct _PortailApiExamples PortailApiExamples;

/* All that this program was built with, story by story. Asserts that they are well formed: they
 * are ours. */
PortailApiExamples *portail_api_examples_new (void);
/* One story of them. */
PortailApiExamples *portail_api_examples_new_of (const char *story);
/* One story from its file's text, for whoever writes them. */
PortailApiExamples *portail_api_examples_new_story (const char *story, const char *text);
void portail_api_examples_free (PortailApiExamples *examples);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailApiExamples, portail_api_examples_free)

guint portail_api_examples_get_n (const PortailApiExamples *examples);
const PortailApiExample *portail_api_examples_get (const PortailApiExamples *examples, guint index);
gboolean portail_api_example_is_json (const char *media_type);
/* The media type of answers of that status whose step names none; NULL for no content. */
const char *portail_api_example_get_usual_type (guint status);
