"""Scenarios that pass in the small account, each as an author would write it, for one thing that may happen."""

from __future__ import annotations

GOOD = {
    "a macro on the ticket's channel": """
ticket: {channel: chat, requester: {name: 홍길동}}
steps:
  - macro: greet
    expect:
      comment: {contains: ["안녕하세요, 홍길동님."], lacks: ["{{"], public: true, by: agent}
      comment_count: 2
      changed: []
""",
    "a macro on another channel": """
ticket: {channel: chat}
steps:
  - macro: greet
    channel: phone
    expect: {comment: {public: false}, public: true}
""",
    "a macro with other words than its own": """
ticket: {channel: phone}
steps:
  - macro: greet
    comment: {text: 다르게 말했습니다., public: false}
    expect: {comment: {contains: [다르게], lacks: [안녕]}}
""",
    "tags and options are one": """
steps:
  - macro: lost
    expect:
      fields: {kind: 분실 ▶ 폰}
      tags: {includes: [lost__phone]}
  - tags: {remove: [lost__phone], add: [fare]}
    expect: {fields: {kind: 요금}}
  - tags: {set: [other]}
    expect: {fields: {kind: null}, tags: {exactly: [other]}}
""",
    "fields of every type": """
ticket:
  fields: {item: 지갑, urgent: true, day: 2026-11-24, rides: 3, ended: "21:40", places: [gangnam, guro], kind: fare}
expect:
  fields: {item: 지갑, urgent: true, day: 2026-11-24, rides: 3, ended: "21:40", places: [gangnam, 구로], kind: 요금}
  tags: {exactly: [urgent_case, gangnam, guro, fare]}
""",
    "fields are emptied": """
ticket: {fields: {item: 지갑, urgent: true, places: [guro], kind: fare}}
steps:
  - fields: {item: null, urgent: false, places: [], kind: null}
    expect:
      fields: {item: null, urgent: false, places: [], kind: null}
      tags: {exactly: []}
      changed: [tags, fields.item, fields.urgent, fields.places, fields.kind]
""",
    "priority, type, group and assignee are set and taken away": """
ticket: {status: open, priority: high, type: question, group: 분실물 담당, assignee: agent}
steps:
  - {priority: null, type: null, group: null, assignee: null}
  - expect: {priority: null, type: null, group: null, assignee: null}
""",
    "a new ticket with an assignee is open": """
steps:
  - {assignee: agent, expect: {status: open, changed: [status, assignee]}}
""",
    "who solves what nobody has is its assignee": """
steps:
  - {status: solved, expect: {assignee: agent}}
""",
    "what the driver says opens a ticket that waits": """
ticket: {status: pending, channel: chat}
steps:
  - by: driver
    comment: {text: 감사합니다.}
    expect: {status: open, comment: {by: driver, public: true}}
""",
    "what an agent notes does not": """
ticket: {status: pending}
steps:
  - comment: {text: 전화했음, public: false}
    expect: {status: pending, comment: {by: agent, public: false}, changed: []}
""",
    "a public comment makes an internal ticket public": """
ticket: {public: false}
steps:
  - {expect: {public: false}}
  - {comment: {text: 안녕하세요}, expect: {public: true, changed: [public]}}
""",
    "a program": """
ticket: {channel: api}
steps:
  - {by: api, comment: {text: x}, priority: low, expect: {priority: low, comment: {by: api}}}
""",
    "what the coming in of the ticket set off": """
ticket: {tags: [lost]}
steps:
  - expect: {fired: [lost/route, lost/task], changed: [group, priority, tags], webhook_count: 1}
  - at: +1m
    expect: {not_fired: [lost/route], webhook_count: 0}
expect: {fired: [lost/route], webhook_count: 1}
""",
    "some comment among all": """
ticket: {text: 지갑을 두고 내렸어요, channel: chat}
steps: [{macro: greet}, {comment: {text: 확인했음, public: false}}]
expect:
  comments:
    - {contains: [지갑], by: driver}
    - {contains: [안녕하세요], public: true}
    - {contains: [확인했음], public: false}
  comment_count: 3
""",
    "hours pass": """
steps:
  - {at: +23h59m, expect: {priority: null, not_fired: [escalate]}}
  - {at: +24h, expect: {priority: urgent, fired: [escalate]}}
""",
    "two weeks in which everything is closed": """
steps:
  - {at: +1h, status: solved}
  - {at: +98h, expect: {status: closed, fired: [zendesk/close-solved]}}
  - {at: +14d, expect: {status: closed, not_fired: [escalate]}}
""",
    "a task": """
ticket: {requester: {name: 010-1234-5678, phone: 010-1234-5678}, subject: Caller 010-1234-5678}
steps:
  - at: +10m
    macro: lost
    expect:
      webhooks:
        - body: {ticket: {type: task, group_id: 분실물 담당, tags: [lost_task]}}
          lacks: ["010", Caller]
          delivered: true
      tasks:
        - {type: task, due: +1h, group: 분실물 담당, parent: ticket, external_id: lost-1001, priority: high,
           status: new, public: false, subject: 분실물 확인, tags: {exactly: [lost_task]},
           comment: {contains: [폰], by: api}}
  - on: task
    at: +20m
    fields: {item: 지갑}
    assignee: agent
    expect: {status: open, fields: {item: 지갑}, changed: [status, assignee, fields.item]}
  - on: task-1
    expect: {due: 2026-11-24T11:00:00+09:00, assignee: agent}
expect: {fields: {item: null}, assignee: null, tasks: [{status: open}]}
""",
    "a webhook that fails": """
steps:
  - webhooks: fail
    macro: lost
    expect: {tags: {includes: [lost_asked]}, tasks: [], webhook_count: 1, webhooks: [{delivered: false}]}
  - webhooks: succeed
    tags: {remove: [lost_asked]}
    expect: {tasks: [{type: task}], webhooks: [{delivered: true}]}
""",
    "a webhook that is delivered twice": """
steps:
  - webhooks: twice
    macro: lost
    expect: {webhook_count: 2, tasks: [{external_id: lost-1001}, {external_id: lost-1001}]}
  - {on: task-2, status: solved, expect: {status: solved}}
""",
}
