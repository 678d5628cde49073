using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// One request with an <c>Idempotency-Key</c>. The database holds hashes of the key and of the request, and the answer encrypted (AES-256-GCM)
/// with a secret made of the installation's and of the client's key, which is itself not stored: neither a copy of the database nor one
/// together with the master secret tells what was answered.
/// </summary>
/// <param name="name">Client, operation and key: what makes a request the same.</param>
/// <param name="requestHash">What was asked: path, query and body.</param>
/// <param name="sealingKey">32 bytes, derived from the master secret of the installation for this purpose.</param>
/// <param name="services">What writes answers.</param>
/// <param name="clock">Says when an answer was kept.</param>
internal sealed class IdempotentRequest(string name, byte[] requestHash, byte[] sealingKey, IServiceProvider services, IClock clock)
{
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] keyHash = SHA256.HashData(Encoding.UTF8.GetBytes(name));

    /// <summary>Names the request among those at work in this process.</summary>
    public string Handle { get; } = name;

    /// <summary>The answer that this very request got, or null when it is new.</summary>
    /// <exception cref="Refusal"><see cref="Codes.IdempotencyKeyReused"/> when the key came with another request.</exception>
    public async Task<KeptAnswer?> FindAnswer(Sql sql)
    {
        var row = await sql.Row<AnswerRow>("SELECT RequestHash, Answer FROM IdempotentAnswers WHERE KeyHash = @keyHash", new { keyHash });
        if (row is null)
        {
            return null;
        }

        return row.RequestHash.AsSpan().SequenceEqual(requestHash)
            ? KeptAnswer.FromBytes(Open(row.Answer))
            : throw new Refusal(
                Codes.IdempotencyKeyReused,
                "Questa Idempotency-Key è già servita per una richiesta diversa: per una nuova richiesta usare una chiave nuova."
            );
    }

    /// <summary>Keeps the answer, in the transaction of its effect.</summary>
    /// <exception cref="UniqueViolation">Another instance has kept an answer for the same key.</exception>
    public async Task Keep(Sql sql, IResult result)
    {
        var answer = await KeptAnswer.Of(result, services);
        await sql.Execute(
            """
            INSERT INTO IdempotentAnswers (KeyHash, RequestHash, Answer, StoredAt)
            VALUES (@keyHash, @requestHash, @answer, @now)
            """,
            new
            {
                keyHash,
                requestHash,
                answer = Seal(answer.ToBytes()),
                now = clock.GetCurrentInstant(),
            }
        );
    }

    private byte[] Seal(byte[] plain)
    {
        var protectedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = protectedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher();
        aes.Encrypt(nonce, plain, protectedBytes.AsSpan(NonceBytes + TagBytes), protectedBytes.AsSpan(NonceBytes, TagBytes));
        return protectedBytes;
    }

    private byte[] Open(byte[] stored)
    {
        var plain = new byte[stored.Length - NonceBytes - TagBytes];
        using var aes = Cipher();
        aes.Decrypt(stored.AsSpan(0, NonceBytes), stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), plain);
        return plain;
    }

    private AesGcm Cipher() => new(HMACSHA256.HashData(sealingKey, Encoding.UTF8.GetBytes(Handle)), TagBytes);

    private sealed record AnswerRow
    {
        public byte[] RequestHash { get; init; } = [];
        public byte[] Answer { get; init; } = [];
    }
}
