using System.Security.Cryptography;
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

/// <summary>The address of an endpoint and the secrets that sign its deliveries; the deliveries of one claim share it.</summary>
internal sealed class Destination
{
    private OpenDestination? open;

    public Id Id { get; init; }
    public string Url { get; init; } = "";
    public byte[] ProtectedSecret { get; init; } = [];

    /// <summary>The secret before the last rotation; null without one.</summary>
    public byte[]? PreviousProtectedSecret { get; init; }
    public Instant? PreviousValidUntil { get; init; }
    public bool Enabled { get; init; }
    public string PayloadVersion { get; init; } = "";

    /// <summary>Since when every attempt has failed; null when the last one succeeded.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>Decrypts the secrets that are valid now, at the first delivery of the claim.</summary>
    /// <exception cref="CryptographicException">The master secret is not the one with which they were protected.</exception>
    public OpenDestination Open(EndpointSecrets secrets, Instant now) =>
        open ??= new OpenDestination(
            new Uri(Url),
            PreviousProtectedSecret is { } previous && now < PreviousValidUntil
                ? [secrets.Reveal(Id, ProtectedSecret), secrets.Reveal(Id, previous)]
                : [secrets.Reveal(Id, ProtectedSecret)]
        );
}

/// <summary>A destination that deliveries can be sent to.</summary>
/// <param name="Address">Where they are sent.</param>
/// <param name="Secrets">What signs them, the newest first.</param>
internal sealed record OpenDestination(Uri Address, IReadOnlyList<byte[]> Secrets);
