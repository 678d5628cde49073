using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>Until when the service takes no calls of one organization, or of any.</summary>
/// <param name="Until">When the next call may be made.</param>
/// <param name="Error">Why: one of <see cref="RecoveryError"/>.</param>
/// <param name="IsOfAll">True when it holds for every organization.</param>
internal sealed record RecoveryPause(Instant Until, string Error, bool IsOfAll);

/// <summary>
/// Remembers the pauses of this instance. "Too many requests" and a refused key stop every organization; a key that may not ask for one
/// organization stops that one.
/// </summary>
internal sealed class RecoveryPauses
{
    private const string All = "*";
    private static readonly Duration UsualPause = Duration.FromMinutes(5);
    private static readonly Duration RefusedPause = Duration.FromHours(1);
    private static readonly Duration MaxPause = Duration.FromHours(24);

    private readonly ConcurrentDictionary<string, RecoveryPause> pauses = new(StringComparer.Ordinal);

    /// <summary>True for an error that begins a pause.</summary>
    public static bool IsCause(string? error) =>
        error is RecoveryError.TooManyRequests or RecoveryError.KeyRefused or RecoveryError.OrganizationRefused;

    /// <summary>Begins a pause, as long as the service asks for.</summary>
    public RecoveryPause Begin(FiscalCode organization, FetchedReceipt.Missing missing, Instant now)
    {
        var usual = missing.Error == RecoveryError.TooManyRequests ? UsualPause : RefusedPause;
        // A pause without a length would repeat the call without end, because a pause uses up no attempt.
        var length = missing.RetryAfter is { } asked && asked > Duration.Zero ? Duration.Min(asked, MaxPause) : usual;
        var pause = new RecoveryPause(now + length, missing.Error, missing.Error != RecoveryError.OrganizationRefused);
        return pauses[pause.IsOfAll ? All : organization.Value] = pause;
    }

    /// <summary>The pause that holds now; null without one.</summary>
    public RecoveryPause? Find(FiscalCode organization, Instant now) =>
        new[] { All, organization.Value }.Select(lane => pauses.GetValueOrDefault(lane)).FirstOrDefault(pause => pause?.Until > now);
}
