namespace Lecce.Riscossione.Sdk;

/// <summary>How the client reaches the API and how patient it is.</summary>
public sealed class RiscossioneOptions
{
    /// <summary>
    /// Address under which the API answers; the client adds the version and the path. May stay empty when the <see cref="HttpClient"/>
    /// given to the client carries one.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The secret sent as bearer token: an API key, or an access token of the organization's identity provider.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// Gives the access token of each call, instead of <see cref="ApiKey"/>. It is asked before every call, not before its retries: it
    /// should keep a token and ask for the next one shortly before that expires.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>Times a request is sent at most, the first time included. Default 4; 1 switches retries off.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Upper bound of the first random wait; it doubles at each attempt. Default half a second.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Upper bound of every random wait. Default 8 seconds. A <c>Retry-After</c> sent by the API may be longer.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long one attempt may wait for the answer's headers. Default 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long attempts and waits may take together; no wait begins that would end later. Default 100 seconds.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The clock of waits and timeouts; tests give their own.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
