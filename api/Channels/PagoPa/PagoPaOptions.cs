namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>How the Node proves that it is the Node. Section <c>Riscossione:PagoPa</c>.</summary>
internal sealed record PagoPaOptions
{
    /// <summary>A secret of fewer characters is refused at start.</summary>
    public const int MinSecretLength = 32;

    /// <summary>The header that carries the shared secret.</summary>
    public string HeaderName { get; init; } = "X-PagoPa-Secret";

    /// <summary>The shared secret, at least 32 characters; null when only certificates are accepted.</summary>
    public string? HeaderSecret { get; init; }

    /// <summary>SHA-256 thumbprints (hexadecimal) of the client certificates that are accepted, whatever their issuer.</summary>
    public IReadOnlyList<string> ClientCertificateThumbprints { get; init; } = [];
}
