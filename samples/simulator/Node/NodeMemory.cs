using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>What the Node remembers between messages: live payment tokens, the last answers, and what it draws at random.</summary>
internal sealed class NodeMemory
{
    /// <summary>How long an activation keeps other payers from the notice.</summary>
    public static readonly Duration TokenLife = Duration.FromMinutes(30);

    private const int MaxLost = 10_000;
    private readonly Lock remembering = new();
    private readonly Dictionary<Notice, Instant> tokens = [];
    private readonly Dictionary<Notice, CreditorAnswer> activations = [];
    private readonly List<Receipt> lost = [];
    private readonly SimulatorOptions options;
    private readonly SimulatorClock clock;
    private Random random;

    public NodeMemory(SimulatorOptions options, SimulatorClock clock)
    {
        (this.options, this.clock) = (options, clock);
        random = new Random(options.Seed);
    }

    /// <summary>Takes the notice's token; false while another is live, unless the simulator is lenient.</summary>
    public bool TryTake(Notice notice)
    {
        lock (remembering)
        {
            if (IsTaken(notice))
            {
                return false;
            }

            tokens[notice] = clock.Now + TokenLife;
            return true;
        }
    }

    /// <summary>True while a payment of the notice is in progress.</summary>
    public bool IsTaken(Notice notice)
    {
        lock (remembering)
        {
            return !options.Lenient && tokens.TryGetValue(notice, out var expiresAt) && clock.Now < expiresAt;
        }
    }

    /// <summary>Ends the token of a notice: paid, failed or expired.</summary>
    public void Release(Notice notice)
    {
        lock (remembering)
        {
            tokens.Remove(notice);
        }
    }

    /// <summary>Keeps the answer to an activation: a later receipt without activation repeats its words.</summary>
    public void Remember(Notice notice, CreditorAnswer activation)
    {
        lock (remembering)
        {
            activations[notice] = activation;
        }
    }

    /// <summary>The last answer to an activation; null when there was none.</summary>
    public CreditorAnswer? Recall(Notice notice)
    {
        lock (remembering)
        {
            return activations.GetValueOrDefault(notice);
        }
    }

    /// <summary>Keeps a receipt that the creditor does not get; it may ask for the latest 10,000.</summary>
    public void KeepLost(Receipt receipt)
    {
        lock (remembering)
        {
            lost.Add(receipt);
            if (lost.Count > MaxLost)
            {
                lost.RemoveAt(0);
            }
        }
    }

    /// <summary>A lost receipt of a creditor; null when there is none of that name.</summary>
    public Receipt? FindLost(string organization, string receiptId)
    {
        lock (remembering)
        {
            return lost.Find(one => one.Paid.ReceiptId == receiptId && one.Paid.Notice.Organization == organization);
        }
    }

    /// <summary>32 hexadecimal digits: a payment token, which becomes the receipt's identifier.</summary>
    public string DrawToken()
    {
        lock (remembering)
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Any PSP but one.</summary>
    public Psp DrawPsp(Psp? other = null)
    {
        lock (remembering)
        {
            var candidates = Psp.All.Where(psp => psp != other).ToList();
            return candidates[random.Next(candidates.Count)];
        }
    }

    public void Reset()
    {
        lock (remembering)
        {
            tokens.Clear();
            activations.Clear();
            lost.Clear();
            random = new Random(options.Seed);
        }
    }
}

/// <summary>What is to be paid, and to whom.</summary>
/// <param name="Organization">The creditor's fiscal code, 11 digits.</param>
/// <param name="Number">18 digits.</param>
internal sealed record Notice(string Organization, string Number);
