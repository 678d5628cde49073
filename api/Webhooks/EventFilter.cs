using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The events that a caller covers and asks for.</summary>
internal sealed record EventFilter
{
    private EventFilter() { }

    public FiscalCode? Organization { get; private init; }

    /// <summary>The caller's own department; null for every department of its organization.</summary>
    public Id? DepartmentId { get; private init; }

    /// <summary>A type or a family: <c>payment.*</c>.</summary>
    public string? Type { get; private init; }
    public string? RevenueType { get; private init; }

    /// <summary>The code of a department.</summary>
    public string? Department { get; private init; }

    /// <summary>The first moment; null from the beginning.</summary>
    public Instant? Since { get; private init; }

    /// <summary>The moment after the last one; null without an end.</summary>
    public Instant? Until { get; private init; }

    /// <summary>Identifies the filters in cursors. Without filters it is the same as before they existed.</summary>
    public string Key =>
        (Type, RevenueType, Department, Since, Until) is (null, null, null, null, null)
            ? "events"
            : $"events|{Type}|{RevenueType}|{Department}|{Since}|{Until}";

    /// <summary>True when rows of the organization may not match, so that a page may have to look at many.</summary>
    public bool IsSelective => DepartmentId is not null || Key != "events";

    /// <summary>Checks the parameters of a call.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>.</exception>
    public static EventFilter Of(Caller caller, string? type, string? revenueType, string? department, string? since, string? until)
    {
        var validation = new Validation();
        validation.Require(
            type is null || EventTypes.Accepted.Contains(type, StringComparer.Ordinal),
            "/type",
            "unknown-event-type",
            $"Tipo di evento inesistente; quelli ammessi sono: {string.Join(", ", EventTypes.Accepted)}."
        );
        var filter = new EventFilter
        {
            Organization = caller.Organization,
            DepartmentId = caller.DepartmentId,
            Type = type == EventTypes.All ? null : type,
            RevenueType = revenueType,
            Department = department,
            Since = Moment(validation, "/since", since),
            Until = Moment(validation, "/until", until),
        };
        validation.ThrowIfAny();
        return filter;
    }

    /// <summary>The LIKE pattern of the types; no type contains a character that LIKE understands.</summary>
    public string? TypePattern =>
        Type is null ? null
        : IsFamily ? $"{Type[..^EventTypes.All.Length]}%"
        : Type;

    /// <summary>True for an event that the statement of <see cref="FindEvents"/> selects.</summary>
    public bool Covers(ArrivedEvent e) =>
        (Organization is null || Organization == e.Organization)
        && (DepartmentId is null || DepartmentId == e.DepartmentId)
        && (Type is null || Type == e.Type || (IsFamily && EventTypes.FamilyOf(e.Type) == Type))
        && (Department is null || Department == e.Department)
        && (RevenueType is null || e.RevenueTypes.Contains(RevenueType, StringComparer.Ordinal))
        && (Since is null || e.OccurredAt >= Since)
        && (Until is null || e.OccurredAt < Until);

    private bool IsFamily => Type?.EndsWith($".{EventTypes.All}", StringComparison.Ordinal) is true;

    private static Instant? Moment(Validation validation, string pointer, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var isRead = JsonMoment.TryParse(text, out var moment);
        validation.Require(isRead, pointer, "not-readable", JsonMoment.Expected);
        return isRead ? moment : null;
    }
}

/// <summary>What a filter looks at in an event.</summary>
internal sealed record ArrivedEvent
{
    public string Id { get; init; } = "";
    public FiscalCode Organization { get; init; }
    public Id? DepartmentId { get; init; }
    public string? Department { get; init; }
    public string Type { get; init; } = "";
    public string? StoredRevenueTypes { get; init; }
    public Instant OccurredAt { get; init; }

    public IReadOnlyList<string> RevenueTypes => Data.StoredJson.ReadTexts(StoredRevenueTypes);
}
