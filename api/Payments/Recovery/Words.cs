namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>The states of a recovery.</summary>
internal static class RecoveryState
{
    /// <summary>The receipt is asked for again and again.</summary>
    public const string Pending = "pending";

    /// <summary>The receipt was fetched and its payment recorded.</summary>
    public const string Recovered = "recovered";

    /// <summary>The channel has sent the receipt itself.</summary>
    public const string AlreadyReceived = "already-received";

    /// <summary>Given up after 90 days.</summary>
    public const string Failed = "failed";

    public static readonly IReadOnlyList<string> All = [Pending, Recovered, AlreadyReceived, Failed];
}

/// <summary>Why an attempt gave no receipt.</summary>
internal static class RecoveryError
{
    /// <summary>The service does not have it yet.</summary>
    public const string NotFound = "not-found";

    /// <summary>The service is asked too often.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>The service does not know the key of this installation.</summary>
    public const string KeyRefused = "key-refused";

    /// <summary>The key may not ask for receipts of this organization.</summary>
    public const string OrganizationRefused = "organization-refused";

    /// <summary>The service does not answer, or not as it should.</summary>
    public const string Unavailable = "unavailable";

    public const string AnswerTooLarge = "answer-too-large";
    public const string AnswerNotReadable = "answer-not-readable";

    /// <summary>The answer is another receipt, or contradicts itself.</summary>
    public const string AnswerDiffers = "answer-differs";

    /// <summary>The receipt is of a payment that failed.</summary>
    public const string NotPaid = "not-paid";

    /// <summary>The receipt came and could not be recorded.</summary>
    public const string NotRecorded = "internal-error";

    public static readonly IReadOnlyList<string> All =
    [
        NotFound,
        TooManyRequests,
        KeyRefused,
        OrganizationRefused,
        Unavailable,
        AnswerTooLarge,
        AnswerNotReadable,
        AnswerDiffers,
        NotPaid,
        NotRecorded,
    ];
}
