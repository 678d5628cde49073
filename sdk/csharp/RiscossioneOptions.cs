using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Sdk;

/// <summary>Address, credentials and limits of the client.</summary>
public sealed class RiscossioneOptions
{
    /// <summary>
    /// The address of the API; the client adds version and path. Optional when the <see cref="HttpClient"/> of the client has a base
    /// address.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The bearer credential: an API key, or an access token of the organization's identity provider.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// Returns the access token of a call, instead of <see cref="ApiKey"/>. It is called before every call, not before retries: it should
    /// cache a token and renew it shortly before it expires.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>The maximum number of attempts, including the first one. Default 4; 1 disables retries.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>The upper bound of the first random wait; it doubles at each attempt. Default half a second.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The upper bound of every random wait. Default 8 seconds. A <c>Retry-After</c> of the API may be longer.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The timeout of one attempt, until the answer's headers arrive, and then of its body if that is JSON. Default 30 seconds.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The timeout of all attempts and waits together; a wait that would exceed it is not begun. Default 100 seconds.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Receives the log: each answer (Debug), each attempt that is repeated and each network failure (Warning). Requests appear as method
    /// and template of the address, without parameters, bodies or keys. <c>AddRiscossione</c> takes that of the program.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of waits and timeouts, replaceable in tests.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
