using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Lets only the Node in: by the thumbprint of its client certificate, while that is in force, or by a shared header secret. In Development, and only there, an
/// endpoint for which neither is configured is open.
/// </summary>
internal sealed class NodeGate(IOptions<PagoPaOptions> options, IHostEnvironment environment, IClock clock)
{
    private readonly byte[]? secret = options.Value.HeaderSecret is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null;

    private readonly HashSet<string> thumbprints = options
        .Value.ClientCertificateThumbprints.Select(thumbprint => thumbprint.Replace(":", "", StringComparison.Ordinal))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the caller may speak as the Node.</summary>
    public bool Admits(HttpContext context)
    {
        if (secret is null && thumbprints.Count == 0)
        {
            return environment.IsDevelopment();
        }

        return HasSecret(context) || HasCertificate(context);
    }

    /// <summary>The time of the comparison tells a stranger the length of the secret, never its characters.</summary>
    private bool HasSecret(HttpContext context) =>
        secret is not null
        && context.Request.Headers[options.Value.HeaderName] is [{ Length: > 0 } sent]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), secret);

    private bool HasCertificate(HttpContext context) =>
        context.Connection.ClientCertificate is { } certificate
        && thumbprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256))
        && IsInForce(certificate);

    /// <summary>The handshake accepts any certificate (Program.cs), so its dates are checked here.</summary>
    private bool IsInForce(X509Certificate2 certificate)
    {
        var now = clock.GetCurrentInstant().ToDateTimeUtc();
        return certificate.NotBefore.ToUniversalTime() <= now && now < certificate.NotAfter.ToUniversalTime();
    }
}
