/* What arrives through crosswalks: the own support of one requirement reaches others along chains of pairs.
 *
 * How far one pair carries, read from the requirement that has the support, by what it IS to the other one:
 *   equal-to        all that the other asks is met, and nothing else;
 *   equivalent-to   the same in substance, in other words: somebody's judgement, so never more than partial;
 *   superset-of     it asks for more, so the other is met as far as the judgement goes: partial, and the better kind;
 *   subset-of       it asks for less, so only part of the other is met: partial;
 *   intersects-with they share something: partial, whatever else is in the chain;
 *   no-relationship nothing.
 * A pair is walked both ways; against its direction subset and superset change places.
 *
 * A chain keeps the weakest relation it met, as long as it is certain that its ends have something in common at all. Two
 * overlaps in a row do not show that (A meets B in one thing, B meets C in another), and neither do two parts of one
 * whole. So a chain first goes down into parts, may then cross one overlap, and then goes up into wholes; down and up
 * together are no better than intersects-with. A chain of any other shape gives nothing.
 *
 * One breadth-first search for each strength, strongest first, finds for every requirement the strongest and then the
 * shortest chain. Circles end by themselves: a search comes to a place once. */
#include "model/support.h"

#include <string.h>

#include "model/crosswalk.h"

struct edge {                       /* one pair, walked one way */
    uint32_t from, to;              /* by index of the requirement */
    enum relation relation;         /* what `from` is to `to` */
    const struct crosswalk *crosswalk;
    const struct crosswalk_pair *pair;
};

/* A place of a search: a requirement, and whether the chain to it has turned. */
struct place {
    const struct edge *via;         /* the edge by which the search came here; NULL at the beginning of a chain */
    uint32_t from;                  /* the place before */
    bool seen;
};

enum { STEPS_MAX = 32 };            /* of a chain that are told: of a longer one the first, and the last ones */

struct chain {
    uint32_t start;                 /* the requirement where it begins */
    size_t n, told;                 /* pairs in all; of them in `v` */
    const struct edge *v[STEPS_MAX];
};

/* What a requirement gets at the end of a chain. */
struct arrival {
    enum crosswalk_support kind;
    enum strength weakest;
    enum relation relation;
    struct str reason;
    struct list *steps;
};

/* Support flows for one AI system at a time, for all those that nobody names together: what arrives for one system says
 * nothing about another. */
struct flow {
    struct supports *supports;
    const struct record *system;    /* one that stands for the column; NULL: no AI system is in use */
    uint32_t column, n_columns;
    struct arena *scratch;
    uint32_t n;                     /* requirements */
    uint32_t *first;                /* edges from requirement i: first[i] up to first[i + 1] */
    struct edge *edges;
    struct place *places;           /* requirement i is at 2i, and at 2i + 1 once the chain has turned */
    uint32_t *queue;                /* of places */
};

#define ALLOW(relation) (1u << RELATION_##relation)
#define ALLOW_SAME (ALLOW(EQUAL) | ALLOW(EQUIVALENT))

static const struct search {
    enum relation weakest;
    bool whole;                     /* only from requirements that are met as a whole */
    unsigned before, turn, after;   /* relations that a chain may take before it turns, to turn, and after it */
} searches[] = {
    { RELATION_EQUAL, true, ALLOW(EQUAL), 0, 0 },
    { RELATION_EQUAL, false, ALLOW(EQUAL), 0, 0 },
    { RELATION_EQUIVALENT, false, ALLOW_SAME, 0, 0 },
    { RELATION_SUPERSET, false, ALLOW_SAME | ALLOW(SUPERSET), 0, 0 },
    { RELATION_SUBSET, false, ALLOW_SAME | ALLOW(SUBSET), 0, 0 },
    { RELATION_INTERSECTS, false, ALLOW_SAME | ALLOW(SUPERSET), ALLOW(INTERSECTS) | ALLOW(SUBSET), ALLOW_SAME | ALLOW(SUBSET) },
};

static struct record *requirement_at(const struct flow *flow, uint32_t i)
{
    const struct model *model = flow->supports->judging->model;
    return model_records(model, model->known->requirement)->v[i].as.ref.record;
}

/* The support that a requirement has for the system; NULL: it is not assessable. */
static struct support *support_at(const struct flow *flow, uint32_t i)
{
    const struct verdict *verdict = &flow->supports->of[i];
    return verdict->n ? &verdict->v[flow->system ? verdict->place[flow->system->index] : 0] : NULL;
}

/* True where a requirement has support of its own that may flow: it is met, in whole or in part. A framework outside the
 * scope counts where somebody named its requirement, not where a record happens to be what it needs. */
static bool is_source(const struct flow *flow, uint32_t i, bool whole)
{
    const struct support *support = support_at(flow, i);
    if (!support || support->own_state < (whole ? STATE_INHERITED : STATE_PARTIAL))
        return false;
    return support->active_controls || support->documents || support->own_state == STATE_INHERITED
        || model_framework_of(support->model, support->requirement)->in_scope;
}

/* Support is wanted where nothing of its own is met, and can change what has neither lapsed nor been contradicted. */
static bool is_wanting(const struct flow *flow, const struct support *support)
{
    return support && !(support->arrivals && support->arrivals[flow->column]) && (support->own_state == STATE_GAP || support->own_state == STATE_DESIGNED);
}

static void add_edge(struct flow *flow, uint32_t *ends, const struct crosswalk *crosswalk, const struct crosswalk_pair *pair, bool forward)
{
    uint32_t from = forward ? pair->from->index : pair->to->index, to = forward ? pair->to->index : pair->from->index;
    flow->edges[ends[from]++] = (struct edge){ from, to, forward ? pair->relation : relation_reverse(pair->relation), crosswalk, pair };
}

static void build(struct flow *flow)
{
    const struct model *model = flow->supports->judging->model;
    uint32_t *ends = arena_array(flow->scratch, flow->n + 1, uint32_t);
    flow->first = arena_array(flow->scratch, flow->n + 1, uint32_t);
    for (size_t c = 0; c < model->n_crosswalks; c++)
        for (size_t i = 0; i < model->crosswalks[c].n_pairs; i++) {
            const struct crosswalk_pair *pair = &model->crosswalks[c].pairs[i];
            flow->first[pair->from->index + 1] += pair->carries;
            flow->first[pair->to->index + 1] += pair->carries;
        }
    for (uint32_t i = 0; i < flow->n; i++)
        flow->first[i + 1] += flow->first[i];
    memcpy(ends, flow->first, (flow->n + 1) * sizeof *ends);
    flow->edges = arena_array(flow->scratch, flow->first[flow->n], struct edge);
    for (size_t c = 0; c < model->n_crosswalks; c++)
        for (size_t i = 0; i < model->crosswalks[c].n_pairs; i++)
            for (int forward = 1; forward >= 0 && model->crosswalks[c].pairs[i].carries; forward--)
                add_edge(flow, ends, &model->crosswalks[c], &model->crosswalks[c].pairs[i], forward);
}

static uint32_t seed(struct flow *flow, bool whole, uint32_t n)
{
    for (uint32_t i = 0; i < flow->n; i++)
        if (!flow->places[2 * i].seen && is_source(flow, i, whole)) {
            flow->places[2 * i].seen = true;
            flow->queue[n++] = 2 * i;
        }
    return n;
}

/* Nothing flows on from a requirement that is contradicted: what says the same as it does fails with it. */
static bool is_blocked(const struct flow *flow, uint32_t i)
{
    const struct support *support = support_at(flow, i);
    return support && support->own_state == STATE_CONTRADICTED;
}

/* Where an edge leads from a place, or nowhere (false). */
static bool next_place(const struct search *search, const struct edge *edge, bool turned, uint32_t *place)
{
    unsigned relation = 1u << edge->relation;
    *place = 2 * edge->to + (turned || !(search->before & relation));
    return (turned ? search->after : search->before | search->turn) & relation;
}

/* Fills `queue` with all places that can be reached, the nearest first, and gives how many there are. */
static uint32_t reach(struct flow *flow, const struct search *search)
{
    memset(flow->places, 0, 2 * (size_t)flow->n * sizeof *flow->places);
    uint32_t n = seed(flow, true, 0);
    if (!search->whole)
        n = seed(flow, false, n);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t from = flow->queue[k], i = from / 2, to;
        for (uint32_t e = flow->first[i]; e < flow->first[i + 1] && !is_blocked(flow, i); e++) {
            const struct edge *edge = &flow->edges[e];
            if (!next_place(search, edge, from % 2, &to) || flow->places[to].seen)
                continue;
            flow->places[to] = (struct place){ edge, from, true };
            flow->queue[n++] = to;
        }
    }
    return n;
}

/* The chain that ends at a place. */
static struct chain chain_to(const struct flow *flow, uint32_t place)
{
    struct chain chain = { 0 };
    for (uint32_t p = place; flow->places[p].via; p = flow->places[p].from)
        chain.n++;
    chain.told = chain.n < STEPS_MAX ? chain.n : STEPS_MAX;
    size_t left = chain.told;
    for (; flow->places[place].via; place = flow->places[place].from) {
        left -= left > 0;
        chain.v[left] = flow->places[place].via;
    }
    chain.start = place / 2;
    return chain;
}

static void put_citation(struct buf *text, const struct model *model, const struct record *requirement)
{
    buf_printf(text, "%.*s:%.*s", STR(framework_name(model, model_framework_of(model, requirement))),
               STR(record_text(requirement, model->known->requirement_node)));
}

/* "iso-27001:A.8.15 is evidenced → intersects-with → here (editorial, draft)". Each source is named once, with the state
 * of its crosswalk. */
static struct str explain(const struct chain *chain, const struct support *source)
{
    struct model *model = source->model;
    const struct known *known = model->known;
    struct buf text = { 0 };
    struct reasons origins = { 0 };         /* each once */
    put_citation(&text, model, source->requirement);
    buf_printf(&text, " is %.*s", STR(requirement_state_word(source->own_state)));
    for (size_t i = 0; i < chain->told; i++) {
        const struct edge *edge = chain->v[i];
        buf_printf(&text, " → %.*s → ", STR(relation_word(edge->relation)));
        if (i == 0 && chain->told < chain->n)
            buf_printf(&text, "… %zu more", chain->n - chain->told);
        else if (i + 1 < chain->told)
            put_citation(&text, model, edge->pair->from->index == edge->to ? edge->pair->from : edge->pair->to);
        const struct record *crosswalk = edge->crosswalk->record;
        reason_put(model->arena, &origins, str_printf(model->arena, "%.*s, %.*s", STR(record_text(crosswalk, known->crosswalk_source)),
                                                      STR(record_text(crosswalk, known->crosswalk_status))));
    }
    buf_puts(&text, "here (");
    for (size_t i = 0; i < origins.list.n; i++)
        buf_printf(&text, "%s%.*s", i ? "; " : "", STR(origins.list.v[i]));
    buf_puts(&text, chain->told < chain->n ? "; and others)" : ")");
    struct str reason = buf_copy(model->arena, &text);
    buf_free(&text);
    return reason;
}

static struct record *step(const struct flow *flow, struct support *support, const struct edge *edge)
{
    const struct known *known = support->model->known;
    const struct record *crosswalk = edge->crosswalk->record;
    struct record *row = record_new(support->model->arena, known->requirement_through->rows, edge->pair->row->pos);
    row->parent = support->requirement;
    value_set_record(record_value(row, known->requirement_through_requirement), requirement_at(flow, edge->from));
    value_set_text(record_value(row, known->requirement_through_relation), relation_word(edge->relation));
    value_set_record(record_value(row, known->requirement_through_crosswalk), edge->crosswalk->record);
    *record_value(row, known->requirement_through_source) = *record_value(crosswalk, known->crosswalk_source);
    *record_value(row, known->requirement_through_status) = *record_value(crosswalk, known->crosswalk_status);
    *record_value(row, known->requirement_through_strength) = *record_value(edge->pair->row, known->crosswalk_maps_strength);
    return row;
}

static struct arrival *arrive(struct flow *flow, struct support *support, uint32_t place, const struct search *search)
{
    struct chain chain = chain_to(flow, place);
    const struct support *source = support_at(flow, chain.start);
    struct arrival *arrival = arena_new_of(flow->scratch, struct arrival);
    struct list *steps = list_new(support->model->arena, chain.told);
    *arrival = (struct arrival){ search->whole ? CROSSWALK_EQUAL : CROSSWALK_LESS, source->weakest, search->weakest, explain(&chain, source), steps };
    for (; steps->n < chain.told; steps->n++)
        value_set_record(&steps->v[steps->n], step(flow, support, chain.v[steps->n]));
    value_set_text(record_value(steps->v[0].as.ref.record, support->model->known->requirement_through_state),
                   requirement_state_word(source->own_state));
    return arrival;
}

static void search_all(struct flow *flow)
{
    for (size_t s = 0; s < sizeof searches / sizeof *searches; s++) {
        uint32_t n = reach(flow, &searches[s]);
        for (uint32_t k = 0; k < n; k++) {
            struct support *support = support_at(flow, flow->queue[k] / 2);
            if (!is_wanting(flow, support))
                continue;
            if (!support->arrivals)
                support->arrivals = arena_array(flow->scratch, flow->n_columns, const struct arrival *);
            support->arrivals[flow->column] = arrive(flow, support, flow->queue[k], &searches[s]);
        }
    }
}

static void give(struct support *support, const struct arrival *arrival)
{
    const struct known *known = support->model->known;
    struct value *through = record_value(support->requirement, known->requirement_through);
    if (!arrival)
        return;
    if (through->kind == VALUE_NONE) {      /* the page shows one chain, the reasons all */
        value_set_list(through, arrival->steps);
        value_set_text(record_value(support->requirement, known->requirement_weakest_relation), relation_word(arrival->relation));
    }
    support_keep(support, arrival->reason);
    support->crosswalk = arrival->kind;
    support_weaken(support, arrival->weakest);
    support_decide(support);
}

static bool is_same(const struct arrival *a, const struct arrival *b)
{
    return a == b || (a && b && a->kind == b->kind && a->weakest == b->weakest && str_eq(a->reason, b->reason));
}

struct share { struct support support; const struct arrival *arrival; };

/* The systems of one support to which different things arrive become supports of their own. */
static void split(const struct judging *judging, const struct support *whole, struct verdict *verdict)
{
    vec(struct share) shares = { 0 };
    for (size_t i = 0; i < whole->n_systems; i++) {
        const struct arrival *arrival = whole->arrivals[judging->columns[whole->systems[i]->index]];
        size_t p = 0;
        while (p < shares.n && !is_same(shares.v[p].arrival, arrival))
            p++;
        if (p == shares.n) {
            struct share *share = vec_add(judging->scratch, &shares);
            *share = (struct share){ *whole, arrival };
            share->support.n_systems = 0;
            share->support.systems = arena_array(judging->scratch, whole->n_systems - i, struct record *);
            share->support.reasons = (struct reasons){ 0 };
            for (size_t k = 0; k < whole->reasons.list.n; k++)
                reason_keep(judging->scratch, &share->support.reasons, whole->reasons.list.v[k]);
        }
        shares.v[p].support.systems[shares.v[p].support.n_systems++] = whole->systems[i];
    }
    for (size_t p = 0; p < shares.n; p++) {
        support_name(&shares.v[p].support);
        give(&shares.v[p].support, shares.v[p].arrival);
        *vec_add(judging->scratch, verdict) = shares.v[p].support;
    }
}

static void settle(const struct judging *judging, struct verdict *verdict)
{
    struct verdict settled = { .place = verdict->place, .cells = verdict->cells };
    for (size_t i = 0; i < verdict->n; i++) {
        struct support *support = &verdict->v[i];
        if (support->arrivals && support->n_systems) {
            split(judging, support, &settled);
            continue;
        }
        if (support->arrivals)
            give(support, support->arrivals[0]);
        *vec_add(judging->scratch, &settled) = *support;
    }
    *verdict = settled;
}

/* One column for all systems that nobody names, and one for each of the others. */
static uint32_t assign_columns(struct judging *judging, const struct record **systems)
{
    uint32_t n = 0, unnamed = UINT32_MAX;
    for (size_t i = 0; i < judging->n_current; i++) {
        const struct record *system = judging->current[i];
        bool named = judging->named[system->index];
        if (named || unnamed == UINT32_MAX)
            systems[n++] = system;
        if (!named && unnamed == UINT32_MAX)
            unnamed = n - 1;
        judging->columns[system->index] = named ? n - 1 : unnamed;
    }
    return n;
}

void support_crosswalks(struct supports *supports)
{
    struct judging *judging = supports->judging;
    const struct model *model = judging->model;
    struct flow flow = { .supports = supports, .scratch = judging->scratch, .n = model_records(model, model->known->requirement)->n };
    const struct record **systems = arena_array(judging->scratch, judging->n_current + 1, const struct record *);
    uint32_t n = assign_columns(judging, systems);
    flow.n_columns = n ? n : 1;
    flow.places = arena_array(judging->scratch, 2 * (size_t)flow.n, struct place);
    flow.queue = arena_array(judging->scratch, 2 * (size_t)flow.n, uint32_t);
    build(&flow);
    for (flow.column = 0; flow.column < flow.n_columns; flow.column++) {
        flow.system = systems[flow.column];
        search_all(&flow);
    }
    for (uint32_t i = 0; i < flow.n; i++)
        settle(judging, &supports->of[i]);
}
