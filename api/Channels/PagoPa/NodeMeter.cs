using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Counts the requests of the Node, by their outcome.</summary>
internal static class NodeMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.PagoPa");

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "riscossione.node.answers",
        null,
        "Answers to the pagoPA Node, by operation and fault; OK where there is none"
    );

    private static readonly Counter<long> Receipts = Meter.CreateCounter<long>(
        "riscossione.node.receipts",
        null,
        "Receipts stored, by what became of them: recorded, not-paid, pending"
    );

    private static readonly Counter<long> Strangers = Meter.CreateCounter<long>(
        "riscossione.node.strangers",
        null,
        "Calls to the Node's address without the agreed secret or certificate"
    );

    /// <summary>Counts a call that was refused because its caller is not the Node.</summary>
    public static void CountStranger() => Strangers.Add(1);

    public static void Count(NodeOperation? operation, PaaFault? fault) => Count(operation?.Name ?? "unknown", fault?.Code ?? "OK");

    /// <summary>Counts an answer by the name of its operation and its fault, OK where there is none.</summary>
    public static void Count(string operation, string fault) => Answers.Add(1, new("operation", operation), new("fault", fault));

    /// <summary>Counts a receipt once it is stored.</summary>
    public static void CountReceipt(string state) => Receipts.Add(1, new KeyValuePair<string, object?>("state", state));
}
