using System.Globalization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// A trusted issuer of access tokens and its claims. Section <c>Riscossione:Identity:Issuers:NAME</c>. A token that lacks a claim named here is
/// refused.
/// </summary>
internal sealed record TokenIssuerOptions
{
    public const string Section = "Riscossione:Identity:Issuers";
    private const string Oidc = "oidc";
    private const string Pdnd = "pdnd";
    private const int MaxClockSkewSeconds = 300;
    private const int MaxNameLength = 20;
    private static readonly string[] SafeAlgorithms = ["RS256", "ES256", "PS256"];

    /// <summary>Settings with one value.</summary>
    private static readonly string[] Single =
    [
        nameof(Kind),
        nameof(Issuer),
        nameof(Audience),
        nameof(Authority),
        nameof(JwksUri),
        nameof(Jwks),
        nameof(ClockSkewSeconds),
        nameof(Organization),
        nameof(OrganizationClaim),
        nameof(Department),
        nameof(DepartmentClaim),
        nameof(CallerClaim),
        nameof(ScopeClaim),
        nameof(DebtorClaim),
        nameof(RevenueTypeClaim),
    ];

    /// <summary>List settings: each value has a number or a name after another colon.</summary>
    private static readonly string[] Several =
    [
        nameof(Algorithms),
        nameof(Scopes),
        nameof(PurposeIds),
        nameof(RequiredClaims),
        nameof(RevenueTypes),
    ];

    /// <summary><c>oidc</c>, or <c>pdnd</c> for vouchers of the national platform, which also name a purpose.</summary>
    public string Kind { get; init; } = Oidc;

    /// <summary>The exact <c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The <c>aud</c> that its tokens must contain.</summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// The address of its discovery document, without <c>/.well-known/…</c>. Exactly one of this, <see cref="JwksUri"/> and <see cref="Jwks"/> is
    /// set.
    /// </summary>
    public string? Authority { get; init; }

    /// <summary>The address of its keys, for issuers without a discovery document.</summary>
    public string? JwksUri { get; init; }

    /// <summary>Its keys, as a JSON Web Key Set.</summary>
    public string? Jwks { get; init; }

    /// <summary>Accepted algorithms among RS256, ES256 and PS256; empty for all of them.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>The maximum clock difference, 0 to 300 seconds.</summary>
    public int ClockSkewSeconds { get; init; } = 30;

    /// <summary>The organization of all its tokens; otherwise <see cref="OrganizationClaim"/> names it.</summary>
    public string? Organization { get; init; }

    public string? OrganizationClaim { get; init; }

    /// <summary>The department of all its tokens; without this and <see cref="DepartmentClaim"/>, all departments.</summary>
    public string? Department { get; init; }

    public string? DepartmentClaim { get; init; }

    /// <summary>The revenue types to which all its tokens are limited; without this and <see cref="RevenueTypeClaim"/>, no limit.</summary>
    public IReadOnlyList<string> RevenueTypes { get; init; } = [];

    /// <summary>The claim that lists a token's revenue types, at most 20 codes.</summary>
    public string? RevenueTypeClaim { get; init; }

    /// <summary>The claim that identifies a caller. Only a pseudonym of its value is stored.</summary>
    public string CallerClaim { get; init; } = "sub";

    /// <summary>The scopes that its tokens can have at most.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim that lists scopes; without it every token has all <see cref="Scopes"/>.</summary>
    public string? ScopeClaim { get; init; }

    /// <summary>For portals: the claim with the debtor's fiscal code.</summary>
    public string? DebtorClaim { get; init; }

    /// <summary>Admitted purposes of PDND vouchers.</summary>
    public IReadOnlyList<string> PurposeIds { get; init; } = [];

    /// <summary>Further claims and their required values.</summary>
    public IReadOnlyDictionary<string, string> RequiredClaims { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The algorithms in force.</summary>
    public IReadOnlyList<string> AcceptedAlgorithms => Algorithms is [] ? SafeAlgorithms : Algorithms;

    public static bool IsKnown(string name)
    {
        if (!name.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var parts = name[(Section.Length + 1)..].Split(':', 3);
        return parts.Length > 1 && (parts.Length == 2 ? Single : Several).Contains(parts[1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The configured issuers.</summary>
    public static IEnumerable<(string Name, TokenIssuerOptions Options)> Read(IConfiguration configuration) =>
        configuration
            .GetSection(Section)
            .GetChildren()
            .Select(section => (section.Key, section.Get<TokenIssuerOptions>() ?? new TokenIssuerOptions()));

    /// <summary>Faults of the configured issuers, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment)
    {
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            var skew = section[nameof(ClockSkewSeconds)];
            if (skew is { Length: > 0 } && !int.TryParse(skew, CultureInfo.InvariantCulture, out _))
            {
                yield return $"{section.Path}:{nameof(ClockSkewSeconds)} vale «{skew}»: serve un numero intero da 0 a {MaxClockSkewSeconds}.";
                continue;
            }

            foreach (var fault in (section.Get<TokenIssuerOptions>() ?? new TokenIssuerOptions()).Faults(section.Key, isDevelopment))
            {
                yield return fault;
            }
        }
    }

    /// <summary>Faults of these settings, one sentence each, with the remedy.</summary>
    public IEnumerable<string> Faults(string name, bool isDevelopment)
    {
        var setting = $"{Section}:{name}";
        (bool IsRight, string Fault)[] rules =
        [
            (name.Length <= MaxNameLength && name.All(IsNameLetter), ": il nome ammette minuscole, cifre e trattini, al più 20."),
            (Kind is Oidc or Pdnd, ":Kind vale oidc o pdnd."),
            (Issuer.Length > 0, ":Issuer manca: è il valore iss dei token."),
            (Audience.Length > 0, ":Audience manca: è il valore aud che i token devono avere."),
            (KeySources.Count(source => source is not null) == 1, ": indicare uno solo tra Authority, JwksUri e Jwks."),
            (
                new[] { Authority, JwksUri }.All(address => address is null || IsSafeAddress(address, isDevelopment)),
                ": Authority e JwksUri devono essere indirizzi https."
            ),
            (AcceptedAlgorithms.All(SafeAlgorithms.Contains), $":Algorithms ammette solo {string.Join(", ", SafeAlgorithms)}."),
            (ClockSkewSeconds is >= 0 and <= MaxClockSkewSeconds, ":ClockSkewSeconds va da 0 a 300."),
            (Organization is null != OrganizationClaim is null, ": indicare Organization oppure OrganizationClaim."),
            (Organization is null || FiscalCode.TryParse(Organization, out _), ":Organization non è un codice fiscale valido."),
            (Department is null || DepartmentClaim is null, ": indicare al più uno tra Department e DepartmentClaim."),
            (RevenueTypes is [] || RevenueTypeClaim is null, ": indicare al più uno tra RevenueTypes e RevenueTypeClaim."),
            (
                RevenueTypes.Count <= RevenueTypeLimit.MaxTypes
                    && RevenueTypes.All(code => code.Length > 0 && !code.Contains(' ', StringComparison.Ordinal)),
                ":RevenueTypes ammette al più 20 codici di tipi di entrata, senza spazi."
            ),
            (CallerClaim.Length > 0, ":CallerClaim manca."),
            (Jwks is null || SigningKeys.AreIn(Jwks), ":Jwks non è un JSON Web Key Set con almeno una chiave RSA (2048 bit) o EC."),
            (Scopes is not [] && Scopes.All(Access.Scopes.All.Contains), ":Scopes manca o contiene permessi inesistenti."),
            (Kind != Pdnd || PurposeIds is not [], ":PurposeIds manca: elencare le finalità PDND ammesse."),
        ];
        return rules.Where(rule => !rule.IsRight).Select(rule => setting + rule.Fault);
    }

    /// <summary>Requires https, except for tests and local addresses in Development.</summary>
    public static bool IsSafeAddress(string address, bool isDevelopment) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (isDevelopment && uri is { Scheme: "http", IsLoopback: true }));

    private IReadOnlyList<string?> KeySources => [Authority, JwksUri, Jwks];

    private static bool IsNameLetter(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';
}
