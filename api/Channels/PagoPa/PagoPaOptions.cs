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

/// <summary>The service that gives receipts again ("Biz Events"). Section <c>Riscossione:PagoPa:BizEvents</c>.</summary>
internal sealed record BizEventsOptions
{
    public const string Section = "Riscossione:PagoPa:BizEvents";

    /// <summary>The address of the service, up to its version; null when this installation recovers no receipts.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The key of the subscription to the service.</summary>
    public string? SubscriptionKey { get; init; }
}

/// <summary>The service that opens carts on the payment page of pagoPA ("Checkout"). Section <c>Riscossione:PagoPa:Checkout</c>.</summary>
internal sealed record CheckoutOptions
{
    public const string Section = "Riscossione:PagoPa:Checkout";

    /// <summary>The hosts of pagoPA.</summary>
    public const string UsualHostSuffix = "pagopa.it";

    /// <summary>The address of the service, up to its version; null when this installation opens no carts.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The key of the subscription to the service.</summary>
    public string? SubscriptionKey { get; init; }

    /// <summary>A payment page is accepted on one of these hosts, or below it.</summary>
    public IReadOnlyList<string> HostSuffixes { get; init; } = [];
}

/// <summary>pagoPA's archive of notices ("ACA"), which the Node answers from when a station is down. Section <c>Riscossione:PagoPa:Aca</c>.</summary>
internal sealed record AcaOptions
{
    public const string Section = "Riscossione:PagoPa:Aca";

    /// <summary>The address of the service, up to its version; null when this installation does not feed the archive.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The key of the subscription to the service.</summary>
    public string? SubscriptionKey { get; init; }
}
