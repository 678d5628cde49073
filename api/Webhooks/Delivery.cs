using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>One event on its way to one endpoint.</summary>
internal sealed record Delivery : OutboundCall
{
    public Id EndpointId { get; init; }
    public Id EventId { get; init; }
    public string Type { get; init; } = "";
    public Instant OccurredAt { get; init; }
    public string Data { get; init; } = "";
    public Destination Destination { get; init; } = new();
}

/// <summary>The address of an endpoint and the secret that signs its deliveries.</summary>
internal sealed record Destination
{
    public Id Id { get; init; }
    public string Url { get; init; } = "";
    public byte[] ProtectedSecret { get; init; } = [];
    public bool Enabled { get; init; }
}
