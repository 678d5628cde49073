using Lecce.Riscossione.Api.Kernel;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The claims of a valid token.</summary>
internal sealed record TokenFacts(
    string Caller,
    FiscalCode Organization,
    string? Department,
    IReadOnlySet<string> Scopes,
    FiscalCode? Debtor,
    RevenueTypeLimit? RevenueTypes = null
);

/// <summary>One trusted issuer: validates its tokens and reads their claims.</summary>
internal sealed class TokenIssuer(string name, TokenIssuerOptions options, SigningKeys keys) : IDisposable
{
    private const string PurposeClaim = "purposeId";

    // SPID and CIE prefix a fiscal code with the country.
    private const string ItalianPrefix = "TINIT-";
    private static readonly string[] AccessTokenTypes = ["at+jwt", "application/at+jwt", "JWT"];
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public string Name => name;

    /// <summary>True when a token, not yet validated, names this issuer and audience.</summary>
    public bool MayHaveIssued(JsonWebToken token) =>
        token.Issuer == options.Issuer && token.Audiences.Contains(options.Audience, StringComparer.Ordinal);

    /// <summary>The token's claims; null when it is invalid or lacks a required claim.</summary>
    public async Task<TokenFacts?> Read(JsonWebToken token, Instant now, CancellationToken cancellation) =>
        IsOfThisMoment(token, now) && await IsSigned(token, now, cancellation) && HasRequiredClaims(token) ? FactsOf(token) : null;

    public void Dispose() => keys.Dispose();

    private bool IsOfThisMoment(JsonWebToken token, Instant now)
    {
        var skew = Duration.FromSeconds(options.ClockSkewSeconds);
        // The skew is applied to the current instant: nbf and exp may be the first or last representable instant, and adding to them would
        // overflow.
        return token.ValidTo > DateTime.MinValue
            && now - skew < Instant.FromDateTimeUtc(token.ValidTo)
            && (token.ValidFrom == DateTime.MinValue || now + skew >= Instant.FromDateTimeUtc(token.ValidFrom));
    }

    private async Task<bool> IsSigned(JsonWebToken token, Instant now, CancellationToken cancellation)
    {
        // Checked before the keys are read: a forged token must not trigger a call to its alleged issuer.
        if (!options.AcceptedAlgorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return false;
        }

        var result = await Handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = options.Issuer,
                ValidAudience = options.Audience,
                ValidAlgorithms = options.AcceptedAlgorithms,
                ValidTypes = AccessTokenTypes,
                IssuerSigningKeys = await keys.Of(token.Kid, now, cancellation),
                ValidateLifetime = false, // IsOfThisMoment checks it with the program's clock.
            }
        );
        return result.IsValid;
    }

    private bool HasRequiredClaims(JsonWebToken token) =>
        options.RequiredClaims.All(required => Values(token, required.Key).Contains(required.Value, StringComparer.Ordinal))
        && (options.PurposeIds is [] || options.PurposeIds.Contains(Only(token, PurposeClaim), StringComparer.Ordinal));

    private TokenFacts? FactsOf(JsonWebToken token)
    {
        var caller = Only(token, options.CallerClaim);
        var department = options.DepartmentClaim is null ? options.Department : Only(token, options.DepartmentClaim);
        var debtor = FiscalCodeOf(options.DebtorClaim is null ? null : Only(token, options.DebtorClaim));
        if (
            caller is null
            || FiscalCodeOf(options.OrganizationClaim is null ? options.Organization : Only(token, options.OrganizationClaim))
                is not { } organization
            || (options.DepartmentClaim is not null && department is null)
            || (options.DebtorClaim is not null && debtor is null)
            || !TryReadLimit(token, out var limit)
        )
        {
            return null;
        }

        return new TokenFacts(caller, organization, department, ScopesOf(token), debtor, limit);
    }

    /// <summary>Reads the revenue types of a token; false when a required claim is missing or names too many.</summary>
    private bool TryReadLimit(JsonWebToken token, out RevenueTypeLimit? limit)
    {
        var codes = options.RevenueTypeClaim is { } claim
            ? [.. Values(token, claim).SelectMany(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries))]
            : options.RevenueTypes;
        limit = codes is [] ? null : RevenueTypeLimit.Of(codes);
        return (options.RevenueTypeClaim is null || limit is not null)
            && (limit is null || (limit.Codes.Count <= RevenueTypeLimit.MaxTypes && limit.Codes.All(code => Texts.AreFit(code))));
    }

    private HashSet<string> ScopesOf(JsonWebToken token)
    {
        var scopes = options.Scopes.ToHashSet(StringComparer.Ordinal);
        if (options.ScopeClaim is { } claim)
        {
            scopes.IntersectWith(Values(token, claim).SelectMany(value => value.Split(' ')));
        }

        return scopes;
    }

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(one => one.Type == claim).Select(one => one.Value);

    /// <summary>The value of a claim that occurs exactly once with a fit, non-empty text.</summary>
    private static string? Only(JsonWebToken token, string claim) =>
        Values(token, claim).ToList() is [{ Length: > 0 } value] && Texts.AreFit(value) ? value : null;

    private static FiscalCode? FiscalCodeOf(string? text) =>
        text is not null
        && FiscalCode.TryParse(text.StartsWith(ItalianPrefix, StringComparison.Ordinal) ? text[ItalianPrefix.Length..] : text, out var code)
            ? code
            : null;
}
