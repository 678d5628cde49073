using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Lets only the Node in: by the thumbprint of its client certificate or by a shared header secret. In Development, and only there, an
/// endpoint for which neither is configured is open.
/// </summary>
internal sealed class NodeGate(IOptions<PagoPaOptions> options, IHostEnvironment environment)
{
    private readonly byte[]? secretHash = options.Value.HeaderSecret is { Length: > 0 } secret ? Hash(secret) : null;

    private readonly HashSet<string> thumbprints = options
        .Value.ClientCertificateThumbprints.Select(thumbprint => thumbprint.Replace(":", "", StringComparison.Ordinal))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the caller may speak as the Node.</summary>
    public bool Admits(HttpContext context)
    {
        if (secretHash is null && thumbprints.Count == 0)
        {
            return environment.IsDevelopment();
        }

        return HasSecret(context) || HasCertificate(context);
    }

    private bool HasSecret(HttpContext context) =>
        secretHash is not null
        && context.Request.Headers[options.Value.HeaderName] is [{ Length: > 0 } sent]
        && CryptographicOperations.FixedTimeEquals(Hash(sent), secretHash);

    private bool HasCertificate(HttpContext context) =>
        context.Connection.ClientCertificate is { } certificate
        && thumbprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
