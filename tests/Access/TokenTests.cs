using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Which tokens of an issuer are accepted, and the claims read from them.</summary>
public sealed class TokenTests : IDisposable
{
    private const string Me = "https://riscossione.test";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 11, 0);
    private readonly RSA key = RSA.Create(2048);
    private readonly KeyServer server = new();

    public TokenTests() => server.Publish(("k1", key));

    [Fact]
    public async Task A_valid_token_gives_the_caller_and_its_scopes()
    {
        var facts = await Read(Options(), Token());

        Assert.NotNull(facts);
        Assert.Equal((Sample.Organization, "mario", null), (facts.Organization.Value, facts.Caller, facts.Debtor));
        Assert.Equal([Scopes.DocumentsRead], facts.Scopes);
    }

    [Fact]
    public async Task A_token_gets_no_scope_beyond_its_issuer_s() =>
        Assert.Equal([Scopes.DocumentsRead], (await Read(Options(), Token(claims: ("scope", "documents:read admin rule:all"))))!.Scopes);

    [Theory]
    [InlineData("aud", "https://altrove.test")]
    [InlineData("iss", "https://falso.test")]
    public async Task A_token_with_another_audience_or_issuer_is_refused(string claim, string value) =>
        Assert.Null(await Read(Options(), Token(claims: (claim, value))));

    [Theory]
    [InlineData(-31, 3600, false)]
    [InlineData(29, -29, true)]
    [InlineData(0, -31, false)]
    public async Task The_clock_tolerance_is_half_a_minute(int startedSecondsAgo, int endsInSeconds, bool accepted) =>
        Assert.Equal(accepted, await Read(Options(), Token(startedSecondsAgo, endsInSeconds)) is not null);

    [Fact]
    public async Task A_token_without_an_end_is_refused() => Assert.Null(await Read(Options(), Token(endsInSeconds: null)));

    [Theory]
    [InlineData("253402300799")]
    [InlineData("253402300800")]
    [InlineData("9223372036854775807")]
    public async Task A_token_may_expire_at_the_last_representable_instant(string end) =>
        Assert.NotNull(await Read(Options(), Raw($$"""{"iss":"{{KeyServer.Issuer}}","aud":"{{Me}}","sub":"mario","exp":{{end}}}""")));

    [Theory]
    [InlineData("exp", "-9223372036854775808")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "1e400")]
    [InlineData("exp", "\"domani\"")]
    [InlineData("exp", "\"\"")]
    [InlineData("exp", "true")]
    [InlineData("exp", "null")]
    [InlineData("exp", "[]")]
    [InlineData("exp", "{}")]
    [InlineData("nbf", "9223372036854775807")]
    [InlineData("nbf", "253402300799")]
    [InlineData("nbf", "\"domani\"")]
    [InlineData("nbf", "[1]")]
    [InlineData("iss", "7")]
    [InlineData("iss", "[\"https://idp.test\",7]")]
    [InlineData("iss", "{\"a\":1}")]
    [InlineData("aud", "7")]
    [InlineData("aud", "null")]
    [InlineData("aud", "{}")]
    [InlineData("aud", "[[]]")]
    [InlineData("sub", "{}")]
    [InlineData("sub", "[1,null]")]
    [InlineData("sub", "null")]
    [InlineData("scope", "{\"a\":[1]}")]
    public async Task A_claim_of_another_kind_is_read_or_refused_and_never_fails(string claim, string value)
    {
        var claims = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["iss"] = $"\"{KeyServer.Issuer}\"",
            ["aud"] = $"\"{Me}\"",
            ["sub"] = "\"mario\"",
            ["exp"] = "4102444800",
            [claim] = value,
        };
        var payload = $"{{{string.Join(',', claims.Select(one => $"\"{one.Key}\":{one.Value}"))}}}";

        var facts = await Read(Options(), Raw(payload));

        Assert.True(facts is null || claim is "sub" or "scope", payload);
    }

    [Theory]
    [InlineData("""{"alg":7,"typ":"JWT"}""")]
    [InlineData("""{"alg":"RS256","typ":7,"kid":{}}""")]
    [InlineData("""{"alg":null,"kid":null}""")]
    [InlineData("""{"alg":["RS256"]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    [InlineData("""null""")]
    public async Task A_header_of_another_kind_is_refused_and_never_fails(string header)
    {
        var payload = $$"""{"iss":"{{KeyServer.Issuer}}","aud":"{{Me}}","sub":"mario","exp":4102444800}""";

        Assert.Null(await Read(Options(), Raw(payload, header)));
    }

    [Fact]
    public async Task An_unsigned_token_and_one_signed_with_the_public_key_as_a_password_are_refused()
    {
        var parts = Token().Split('.');
        var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"k1"}""")}.{parts[1]}.";
        var password = new SymmetricSecurityKey(key.ExportSubjectPublicKeyInfo()) { KeyId = "k1" };

        Assert.Null(await Read(Options(), unsigned));
        Assert.Null(await Read(Options(), Token(signing: new SigningCredentials(password, "HS256"))));
        Assert.Null(await Read(Options(), Token(signing: new SigningCredentials(KeyOf(key), "RS384"))));
        Assert.NotNull(await Read(Options(), Token(signing: new SigningCredentials(KeyOf(key), "PS256"))));
    }

    [Fact]
    public async Task A_token_changed_on_its_way_is_refused()
    {
        var parts = Token().Split('.');
        var other = Token(claims: ("sub", "luigi")).Split('.');

        Assert.Null(await Read(Options(), $"{parts[0]}.{other[1]}.{parts[2]}"));
    }

    [Fact]
    public async Task A_key_too_short_is_not_a_key()
    {
        using var small = RSA.Create(1024);
        server.Publish(("k1", small));

        Assert.Null(await Read(Options(), Token()));
    }

    [Fact]
    public async Task A_configured_claim_is_required()
    {
        var portal = Options() with { DebtorClaim = "fiscalNumber" };
        var office = Options() with { DepartmentClaim = "ufficio" };
        var strict = Options() with { RequiredClaims = new Dictionary<string, string>(StringComparer.Ordinal) { ["acr"] = "loa3" } };

        Assert.Null(await Read(portal, Token()));
        Assert.Null(await Read(portal, Token(claims: ("fiscalNumber", "TINIT-SBAGLIATO"))));
        Assert.Equal(Sample.Person(1), (await Read(portal, Token(claims: ("fiscalNumber", $"TINIT-{Sample.Person(1)}"))))!.Debtor?.Value);
        Assert.Null(await Read(office, Token()));
        Assert.Equal("tributi", (await Read(office, Token(claims: ("ufficio", "tributi"))))!.Department);
        Assert.Null(await Read(office, Token(claims: ("ufficio", "tri\0buti"))));
        Assert.Null(await Read(strict, Token(claims: ("acr", "loa2"))));
        Assert.NotNull(await Read(strict, Token(claims: ("acr", "loa3"))));
    }

    [Fact]
    public async Task A_token_is_limited_to_the_revenue_types_that_its_claim_or_its_issuer_names()
    {
        var office = Options() with { RevenueTypeClaim = "tipi" };

        Assert.Null(await Read(office, Token()));
        Assert.Null(await Read(office, Token(claims: ("tipi", " "))));
        Assert.Equal(["imu", "tari"], (await Read(office, Token(claims: ("tipi", "tari imu tari"))))!.RevenueTypes!.Codes);
        Assert.Equal(["tari"], (await Read(Options() with { RevenueTypes = ["tari"] }, Token()))!.RevenueTypes!.Codes);
        Assert.Null((await Read(Options(), Token()))!.RevenueTypes);
    }

    [Fact]
    public async Task A_voucher_of_the_national_platform_must_name_an_admitted_purpose()
    {
        var pdnd = Options() with { Kind = "pdnd", PurposeIds = ["finalita-1"], CallerClaim = "client_id", ScopeClaim = null };

        Assert.Null(await Read(pdnd, Token(claims: ("client_id", "c1"))));
        Assert.Null(await Read(pdnd, Token(claims: [("client_id", "c1"), ("purposeId", "finalita-2")])));
        Assert.Equal("c1", (await Read(pdnd, Token(claims: [("client_id", "c1"), ("purposeId", "finalita-1")])))!.Caller);
    }

    [Fact]
    public async Task A_new_issuer_key_is_fetched_when_a_token_names_it_but_not_for_every_unknown_name()
    {
        using var next = RSA.Create(2048);
        using var keys = Keys(Options());
        var issuer = new TokenIssuer("prova", Options(), keys);
        var token = new JsonWebToken(Token(signing: new SigningCredentials(KeyOf(next, "k2"), "RS256")));
        Assert.NotNull(await issuer.Read(new JsonWebToken(Token()), Now, CancellationToken.None));
        server.Publish(("k1", key), ("k2", next));

        Assert.Null(await issuer.Read(token, Now, CancellationToken.None));
        Assert.Null(await issuer.Read(token, Now + Duration.FromSeconds(29), CancellationToken.None));
        Assert.Equal(2, server.Requests);
        Assert.NotNull(await issuer.Read(token, Now + Duration.FromSeconds(30), CancellationToken.None));
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task An_unreachable_issuer_s_keys_serve_for_a_day_and_then_tokens_get_503()
    {
        using var keys = Keys(Options());
        await keys.Of("k1", Now, CancellationToken.None);
        server.IsAway = true;

        Assert.Single(await keys.Of("k1", Now + Duration.FromHours(23), CancellationToken.None));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => keys.Of("k1", Now + Duration.FromHours(24), CancellationToken.None));
        Assert.Equal(Codes.Unavailable, refusal.Code);
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_or_with_an_unsafe_key_address_is_refused()
    {
        using var keys = Keys(Options() with { Issuer = "https://altro.test" });
        await Assert.ThrowsAsync<Refusal>(() => keys.Of("k1", Now, CancellationToken.None));

        server.KeysAddress = "http://idp.test/keys";
        using var unsafeKeys = Keys(Options());
        await Assert.ThrowsAsync<Refusal>(() => unsafeKeys.Of("k1", Now, CancellationToken.None));
    }

    [Fact]
    public void Settings_that_would_admit_too_much_stop_the_program_with_a_remedy()
    {
        var faults = new TokenIssuerOptions
        {
            Kind = "pdnd",
            Authority = "http://idp.test",
            Algorithms = ["none", "HS256"],
            ClockSkewSeconds = 3600,
            Scopes = ["tutto"],
        }
            .Faults("Mio", isDevelopment: false)
            .ToList();

        string[] named =
        [
            "nome",
            ":Issuer",
            ":Audience",
            "https",
            ":Algorithms",
            ":ClockSkewSeconds",
            "Organization",
            ":Scopes",
            "Purpose",
        ];
        Assert.All(named, word => Assert.Contains(faults, fault => fault.Contains(word, StringComparison.Ordinal)));
        Assert.Empty(Options().Faults("mio", isDevelopment: false));
    }

    public void Dispose()
    {
        key.Dispose();
        server.Dispose();
    }

    private static TokenIssuerOptions Options() =>
        new()
        {
            Issuer = KeyServer.Issuer,
            Audience = Me,
            Authority = KeyServer.Issuer,
            Organization = Sample.Organization,
            Scopes = [Scopes.DocumentsRead, Scopes.PaymentsRead],
            ScopeClaim = "scope",
        };

    private async Task<TokenFacts?> Read(TokenIssuerOptions options, string text)
    {
        using var keys = Keys(options);
        var issuer = new TokenIssuer("prova", options, keys);
        return TokenIssuers.Parse(text) is { } token && issuer.MayHaveIssued(token)
            ? await issuer.Read(token, Now, CancellationToken.None)
            : null;
    }

    /// <summary>A correctly signed token with any header and claims.</summary>
    private string Raw(string payload, string header = """{"alg":"RS256","typ":"JWT","kid":"k1"}""")
    {
        var content = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64UrlEncoder.Encode(signature)}";
    }

    private SigningKeys Keys(TokenIssuerOptions options) =>
        new(options, isDevelopment: false, server.Client, NullLogger<SigningKeys>.Instance);

    private string Token(
        int startedSecondsAgo = 60,
        int? endsInSeconds = 3600,
        SigningCredentials? signing = null,
        params (string Name, string Value)[] claims
    )
    {
        var payload = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = KeyServer.Issuer,
            ["aud"] = Me,
            ["sub"] = "mario",
            ["scope"] = Scopes.DocumentsRead,
            ["nbf"] = (Now - Duration.FromSeconds(startedSecondsAgo)).ToUnixTimeSeconds(),
        };
        if (endsInSeconds is { } end)
        {
            payload["exp"] = (Now + Duration.FromSeconds(end)).ToUnixTimeSeconds();
        }

        foreach (var (name, value) in claims)
        {
            payload[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(payload),
            signing ?? new SigningCredentials(KeyOf(key), "RS256")
        );
    }

    private static RsaSecurityKey KeyOf(RSA rsa, string name = "k1") => new(rsa) { KeyId = name };

    /// <summary>An issuer's discovery document and keys, without a network.</summary>
    private sealed class KeyServer : HttpMessageHandler
    {
        public const string Issuer = "https://idp.test";
        private string jwks = "";

        public KeyServer() => Client = new HttpClient(this, disposeHandler: false);

        public HttpClient Client { get; }

        public bool IsAway { get; set; }

        public string KeysAddress { get; set; } = $"{Issuer}/keys";

        public int Requests { get; private set; }

        public void Publish(params (string Name, RSA Key)[] keys) =>
            jwks = JsonSerializer.Serialize(
                new
                {
                    keys = keys.Select(one =>
                    {
                        var numbers = one.Key.ExportParameters(includePrivateParameters: false);
                        return new
                        {
                            kty = "RSA",
                            kid = one.Name,
                            n = Base64UrlEncoder.Encode(numbers.Modulus),
                            e = Base64UrlEncoder.Encode(numbers.Exponent),
                        };
                    }),
                }
            );

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var text = request.RequestUri!.AbsolutePath.EndsWith("/openid-configuration", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new { issuer = Issuer, jwks_uri = KeysAddress })
                : jwks;
            return Task.FromResult(
                new HttpResponseMessage(IsAway ? HttpStatusCode.BadGateway : HttpStatusCode.OK) { Content = new StringContent(text) }
            );
        }

        protected override void Dispose(bool disposing)
        {
            Client.Dispose();
            base.Dispose(disposing);
        }
    }
}
