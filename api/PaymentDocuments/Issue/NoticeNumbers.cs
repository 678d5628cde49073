using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>
/// Draws notice numbers that cannot be guessed from one another. Counters are taken from the database in blocks, so that writers do not queue
/// for them; the 13-digit base is a keyed bijection of the counter. What a process leaves unused of a block is lost, which costs nothing.
/// </summary>
internal sealed class NoticeNumbers(Db db, Secrets secrets)
{
    private const int BlockSize = 1_000;

    private readonly ConcurrentDictionary<(FiscalCode Organization, string SegregationCode), Block> blocks = new();

    /// <summary>Takes numbers. Call it before a transaction, never inside one. Many numbers are taken as a block of their own.</summary>
    public async Task<IReadOnlyList<NoticeNumber>> Take(
        FiscalCode organization,
        string segregationCode,
        int count,
        CancellationToken cancellation
    )
    {
        var block = blocks.GetOrAdd((organization, segregationCode), _ => new Block(CipherOf(organization)));
        var numbers = new NoticeNumber[count];
        if (count >= BlockSize)
        {
            var first = await ClaimBlock(organization, segregationCode, count, cancellation);
            using var run = block.Cipher.Begin();
            for (var index = 0; index < count; index++)
            {
                numbers[index] = NoticeNumber.Compose(segregationCode, run.Encipher(first + index));
            }

            return numbers;
        }

        await block.Gate.WaitAsync(cancellation);
        try
        {
            for (var index = 0; index < count; index++)
            {
                if (block.Next == block.End)
                {
                    block.Next = await ClaimBlock(organization, segregationCode, BlockSize, cancellation);
                    block.End = block.Next + BlockSize;
                }

                numbers[index] = NoticeNumber.Compose(segregationCode, block.Cipher.Encipher(block.Next++));
            }
        }
        finally
        {
            block.Gate.Release();
        }

        return numbers;
    }

    private Task<long> ClaimBlock(FiscalCode organization, string segregationCode, int size, CancellationToken cancellation) =>
        db.Transact(sql => Claim(sql, organization, segregationCode, size), cancellation);

    private NoticeNumberCipher CipherOf(FiscalCode organization) => new(secrets.Derive($"notice-numbers:{organization.Value}"));

    /// <summary>Takes the next counters and gives the first of them.</summary>
    private static async Task<long> Claim(Sql sql, FiscalCode organization, string segregationCode, int count)
    {
        var key = new
        {
            organization,
            segregationCode,
            count,
        };
        var claimed = await sql.Execute(
            """
            UPDATE NoticeNumberCounters
               SET NextCounter = NextCounter + @count
             WHERE OrganizationFiscalCode = @organization
               AND SegregationCode = @segregationCode
            """,
            key
        );
        if (claimed == 0)
        {
            await sql.Execute(
                """
                INSERT INTO NoticeNumberCounters (OrganizationFiscalCode, SegregationCode, NextCounter)
                VALUES (@organization, @segregationCode, @count)
                """,
                key
            );
        }

        var end = await sql.Value<long>(
            """
            SELECT NextCounter
              FROM NoticeNumberCounters
             WHERE OrganizationFiscalCode = @organization
               AND SegregationCode = @segregationCode
            """,
            key
        );
        return end - count;
    }

    private sealed class Block(NoticeNumberCipher cipher)
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public NoticeNumberCipher Cipher { get; } = cipher;
        public long Next { get; set; }
        public long End { get; set; }
    }
}

/// <summary>A notice number drawn from the counter already belongs to another installment, because a department had brought it.</summary>
internal sealed class NoticeNumberCollision() : Exception("A notice number is taken.")
{
    private const int MaxDraws = 5;

    /// <summary>Prepares and stores; does both again when a drawn number is taken or a document that existed is gone.</summary>
    public static async Task<T> DrawAgain<T>(Func<Task<T>> prepareAndStore)
    {
        for (var draw = 1; ; draw++)
        {
            try
            {
                return await prepareAndStore();
            }
            catch (Exception failure) when (failure is NoticeNumberCollision or EntryOutdated && draw < MaxDraws)
            {
                // The next attempt draws the next numbers of the counter.
            }
        }
    }

    /// <summary>Stores rows of installments; when the unique index on notice numbers refuses one, that is a collision.</summary>
    /// <exception cref="NoticeNumberCollision">A notice number is taken.</exception>
    public static async Task Translate(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (UniqueViolation)
        {
            // The primary key of installments follows from a new document's id: only the notice number can be taken.
            throw new NoticeNumberCollision();
        }
    }

    /// <summary>Refuses numbers that a department brings and that are not free.</summary>
    /// <exception cref="Refusal"><see cref="Codes.NoticeNumberTaken"/>.</exception>
    public static async Task RefuseTaken(Sql sql, IEnumerable<InstallmentRow> adopted)
    {
        foreach (var installment in adopted)
        {
            var taken = await sql.Value<int>(
                """
                SELECT COUNT(*)
                  FROM Installments
                 WHERE OrganizationFiscalCode = @OrganizationFiscalCode
                   AND NoticeNumber           = @NoticeNumber
                """,
                new { installment.OrganizationFiscalCode, installment.NoticeNumber }
            );
            if (taken > 0)
            {
                throw Taken();
            }
        }
    }

    /// <summary>The answer to a request that brings a number that is not free.</summary>
    public static Refusal Taken() =>
        new(
            Codes.NoticeNumberTaken,
            "Il numero avviso indicato appartiene già a un'altra rata, anche se annullata: un numero avviso non si riusa mai."
        );
}
