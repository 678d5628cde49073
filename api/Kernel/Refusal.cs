namespace Lecce.Riscossione.Api.Kernel;

/// <summary>What sort of "no" a refusal is. Every edge (HTTP, pagoPA, bulk rows) translates it into its own words.</summary>
internal enum RefusalKind
{
    /// <summary>The request could not be read at all.</summary>
    Malformed,

    /// <summary>The request was read, but what it says cannot be accepted.</summary>
    Invalid,

    /// <summary>The thing does not exist, or the caller may not know that it does.</summary>
    NotFound,

    /// <summary>The request contradicts what is already recorded.</summary>
    Conflict,

    /// <summary>The caller lacks a scope for one of its own things.</summary>
    Forbidden,

    /// <summary>Nobody vouches for the caller.</summary>
    Unauthenticated,

    /// <summary>The request exceeds a size limit.</summary>
    TooLarge,

    /// <summary>The content type is not one that is read here.</summary>
    UnsupportedMediaType,

    /// <summary>The thing was changed since the caller read it.</summary>
    Stale,

    /// <summary>A change must name the version that it is based on.</summary>
    VersionMissing,

    /// <summary>The caller asks more often than it may.</summary>
    TooMany,

    /// <summary>Something this request needs is not reachable now; the same request may succeed later.</summary>
    Unavailable,

    /// <summary>Our own fault; nobody raises it, the edges use it for what they did not foresee.</summary>
    Failed,
}

/// <summary>A stable, published code. <paramref name="Value"/> is kebab-case and never changes its meaning; <paramref name="Title"/> is Italian.</summary>
internal sealed record RefusalCode(string Value, RefusalKind Kind, string Title);

/// <summary>One field that was refused.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request.</param>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Detail">Italian, says what to do; never repeats personal data.</param>
internal sealed record FieldError(string Pointer, string Code, string Detail);

/// <summary>The domain says no, with a code that callers may rely upon and a sentence that a person understands.</summary>
internal sealed class Refusal(RefusalCode code, string detail, IReadOnlyList<FieldError>? errors = null) : Exception(detail)
{
    /// <summary>The stable code.</summary>
    public RefusalCode Code { get; } = code;

    /// <summary>What happened and what to do next, in Italian and without personal data.</summary>
    public string Detail { get; } = detail;

    /// <summary>The fields at fault; empty when the refusal is not about fields.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors ?? [];

    /// <summary>When the same request may do better, in seconds; null when the edge decides.</summary>
    public int? RetryAfterSeconds { get; init; }
}
