namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The kind of a refusal. Every edge (HTTP, pagoPA, bulk rows) maps it to its own terms.</summary>
internal enum RefusalKind
{
    /// <summary>The request could not be read.</summary>
    Malformed,

    /// <summary>The request was read, but its content is not acceptable.</summary>
    Invalid,

    /// <summary>The object does not exist, or the caller may not know that it does.</summary>
    NotFound,

    /// <summary>The request contradicts what is already recorded.</summary>
    Conflict,

    /// <summary>The caller lacks a scope for its own objects.</summary>
    Forbidden,

    /// <summary>The caller is not authenticated.</summary>
    Unauthenticated,

    /// <summary>The request exceeds a size limit.</summary>
    TooLarge,

    /// <summary>The content type is not supported.</summary>
    UnsupportedMediaType,

    /// <summary>The object changed after the caller read it.</summary>
    Stale,

    /// <summary>A change must name the version that it is based on.</summary>
    VersionMissing,

    /// <summary>The caller exceeds a rate limit.</summary>
    TooMany,

    /// <summary>A dependency is unavailable now; the same request may succeed later.</summary>
    Unavailable,

    /// <summary>An internal error. Only edges use it, for unexpected exceptions.</summary>
    Failed,
}

/// <summary>A stable, published code. <paramref name="Value"/> is kebab-case and keeps its meaning; <paramref name="Title"/> is Italian.</summary>
internal sealed record RefusalCode(string Value, RefusalKind Kind, string Title);

/// <summary>One refused field.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request.</param>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Detail">Italian, with the remedy; never repeats personal data.</param>
internal sealed record FieldError(string Pointer, string Code, string Detail);

/// <summary>A refusal of the domain, with a stable code for callers and a sentence for people.</summary>
internal sealed class Refusal(RefusalCode code, string detail, IReadOnlyList<FieldError>? errors = null) : Exception(detail)
{
    public RefusalCode Code { get; } = code;

    /// <summary>What happened and what to do next, in Italian and without personal data.</summary>
    public string Detail { get; } = detail;

    /// <summary>The refused fields; empty when the refusal does not concern fields.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors ?? [];

    /// <summary>The seconds after which the same request may succeed; null when the edge decides.</summary>
    public int? RetryAfterSeconds { get; init; }
}
