namespace Lecce.Riscossione.Api.Kernel;

/// <summary>A record of something that happened. The contract takes texts from its doc comments, bounds and order from its members.</summary>
internal interface IEvent
{
    /// <summary>A noun and what happened to it: <c>payment-document.issued</c>.</summary>
    static abstract string Type { get; }

    /// <summary>A record of this type that the contract shows.</summary>
    static abstract object Example { get; }
}

/// <summary>The description of an event record.</summary>
internal sealed record EventRecord(Type Record, string Type, object Example)
{
    /// <summary>The records that implement a kind of event, in the order of their types.</summary>
    public static IReadOnlyList<EventRecord> Of(Type kind) =>
        [
            .. kind
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(kind))
                .Select(type => new EventRecord(type, (string)Get(type, nameof(IEvent.Type)), Get(type, nameof(IEvent.Example))))
                .OrderBy(one => one.Type, StringComparer.Ordinal),
        ];

    private static object Get(Type record, string name) => record.GetProperty(name)!.GetValue(null)!;
}
