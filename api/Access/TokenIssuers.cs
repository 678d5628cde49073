using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.IdentityModel.JsonWebTokens;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The trusted issuers, whose access tokens are accepted like API keys.</summary>
internal sealed class TokenIssuers : IDisposable
{
    private const int MaxKeySetBytes = 64 * 1024;
    private const int PseudonymDigits = 20;
    private static readonly TimeSpan KeySetTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = KeySetTimeout })
    {
        Timeout = KeySetTimeout,
        MaxResponseContentBufferSize = MaxKeySetBytes,
    };

    private readonly IReadOnlyList<TokenIssuer> issuers;
    private readonly byte[] pseudonymKey;

    /// <summary>Reads the settings, already validated when the program was built.</summary>
    public TokenIssuers(
        IConfiguration configuration,
        IHostEnvironment environment,
        Secrets secrets,
        DevTokens devTokens,
        ILoggerFactory logs
    )
    {
        var isDevelopment = environment.IsDevelopment();
        var configured = TokenIssuerOptions.Read(configuration).Concat(isDevelopment ? devTokens.Issuers : []);
        var logger = logs.CreateLogger<SigningKeys>();
        issuers =
        [
            .. configured.Select(issuer => new TokenIssuer(
                issuer.Name,
                issuer.Options,
                new SigningKeys(issuer.Options, isDevelopment, http, logger)
            )),
        ];
        pseudonymKey = secrets.Derive("caller-pseudonyms");
    }

    /// <summary>The caller that a token authenticates; null when no trusted issuer signed it, or it is invalid or incomplete.</summary>
    public async Task<Caller?> CallerOf(string bearer, Db db, Instant now, CancellationToken cancellation)
    {
        if (Parse(bearer) is not { } token || issuers.FirstOrDefault(one => one.MayHaveIssued(token)) is not { } issuer)
        {
            return null;
        }

        if (await issuer.Read(token, now, cancellation) is not { } facts)
        {
            return null;
        }

        var place = await db.Read(sql => Find(sql, facts), cancellation);
        return place is null || (facts.Department is not null && place.DepartmentId is null)
            ? null
            : new Caller(ActorOf(issuer, facts), facts.Organization, place.DepartmentId, facts.Scopes, facts.Debtor, facts.RevenueTypes);
    }

    public void Dispose()
    {
        foreach (var issuer in issuers)
        {
            issuer.Dispose();
        }

        http.Dispose();
    }

    /// <summary>A pseudonym that identifies the caller, because the subject of a token may be a person's fiscal code.</summary>
    private string ActorOf(TokenIssuer issuer, TokenFacts facts)
    {
        var pseudonym = HMACSHA256.HashData(pseudonymKey, Encoding.UTF8.GetBytes($"{issuer.Name}\n{facts.Caller}"));
        return $"token:{issuer.Name}:{Convert.ToHexStringLower(pseudonym)[..PseudonymDigits]}";
    }

    /// <summary>Parses a token without validating it; null when the text is not a token.</summary>
    internal static JsonWebToken? Parse(string bearer)
    {
        try
        {
            return new JsonWebToken(bearer);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Task<PlaceRow?> Find(Sql sql, TokenFacts facts) =>
        sql.Row<PlaceRow>(
            """
            SELECT o.FiscalCode, d.Id AS DepartmentId
              FROM Organizations o
              LEFT JOIN Departments d ON d.OrganizationFiscalCode = o.FiscalCode AND d.Code = @Department
             WHERE o.FiscalCode = @Organization
            """,
            new { facts.Organization, facts.Department }
        );

    private sealed record PlaceRow
    {
        public FiscalCode FiscalCode { get; init; }
        public Id? DepartmentId { get; init; }
    }
}
