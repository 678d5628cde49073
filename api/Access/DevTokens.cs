using System.Security.Cryptography;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The content of a test token.</summary>
internal sealed record NewDevToken(
    string Organization,
    IReadOnlyList<string> Scopes,
    string? Department = null,
    string? DebtorFiscalCode = null,
    IReadOnlyList<string>? RevenueTypes = null
);

/// <summary>A test token.</summary>
internal sealed record DevToken(string AccessToken, string TokenType, int ExpiresIn);

/// <summary>
/// A token issuer for local tests, in Development only: <c>POST /dev/tokens</c> gives a local caller the token of an office, an auditor or a
/// portal. The signing key lives as long as the process.
/// </summary>
internal sealed class DevTokens : IDisposable
{
    private const string Issuer = "urn:riscossione:dev";
    private const string OfficeAudience = "riscossione";
    private const string PortalAudience = "riscossione-portal";
    private const int LifetimeSeconds = 3600;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Maps <c>POST /dev/tokens</c> in Development.</summary>
    public static void Map(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapPost("/dev/tokens", Handle).ExcludeFromDescription();
        }
    }

    /// <summary>Issuers for offices, whose tokens may name a department, and for portals, whose tokens must name a debtor.</summary>
    public IReadOnlyList<(string Name, TokenIssuerOptions Options)> Issuers =>
        [
            ("dev", Options(OfficeAudience)),
            ("dev-department", Options($"{OfficeAudience}-department") with { DepartmentClaim = "department" }),
            ("dev-types", Options($"{OfficeAudience}-types") with { RevenueTypeClaim = "revenueTypes" }),
            (
                "dev-department-types",
                Options($"{OfficeAudience}-department-types") with
                {
                    DepartmentClaim = "department",
                    RevenueTypeClaim = "revenueTypes",
                }
            ),
            ("dev-portal", Options(PortalAudience) with { DebtorClaim = "debtor" }),
        ];

    public void Dispose() => key.Dispose();

    private static DevToken Handle(NewDevToken request, HttpContext context, DevTokens tokens, IClock clock) =>
        context.Connection.RemoteIpAddress is { } address && !System.Net.IPAddress.IsLoopback(address)
            ? throw new Refusal(Codes.NotFound, "L'indirizzo richiesto non esiste: verificare il percorso.")
            : new DevToken(tokens.Issue(request, clock.GetCurrentInstant()), "Bearer", LifetimeSeconds);

    private string Issue(NewDevToken request, Instant now)
    {
        var audience = request.DebtorFiscalCode is not null
            ? PortalAudience
            : OfficeAudience + (request.Department is not null ? "-department" : "") + (request.RevenueTypes is not null ? "-types" : "");
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            TokenType = "at+jwt",
            IssuedAt = now.ToDateTimeUtc(),
            NotBefore = now.ToDateTimeUtc(),
            Expires = (now + Duration.FromSeconds(LifetimeSeconds)).ToDateTimeUtc(),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["sub"] = "dev",
                ["organization"] = request.Organization,
                ["scope"] = string.Join(' ', request.Scopes),
                ["department"] = request.Department ?? "",
                ["revenueTypes"] = string.Join(' ', request.RevenueTypes ?? []),
                ["debtor"] = request.DebtorFiscalCode ?? "",
            }!,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private TokenIssuerOptions Options(string audience) =>
        new()
        {
            Issuer = Issuer,
            Audience = audience,
            Jwks = PublicKey(),
            OrganizationClaim = "organization",
            ScopeClaim = "scope",
            Scopes = Scopes.All,
        };

    private string PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "EC",
                        crv = "P-256",
                        x = Base64UrlEncoder.Encode(point.X),
                        y = Base64UrlEncoder.Encode(point.Y),
                    },
                },
            }
        );
    }
}
