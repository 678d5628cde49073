using Lecce.Riscossione.Samples.Simulator.Node;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Archive;

/// <summary>
/// pagoPA's archive of notices (ACA): the positions that creditors send, from which the Node answers when a station does not. Its states are strict:
/// an ended position stays ended, and its identifier and notice numbers cannot be used again.
/// </summary>
internal sealed class NoticeArchive(SimulatorClock clock)
{
    private readonly Lock keeping = new();
    private readonly Dictionary<(string Organization, string Iupd), ArchivedPosition> kept = [];

    public ArchiveAnswer Create(string organization, ArchivePosition position, bool isPublished)
    {
        lock (keeping)
        {
            if (position.FaultAt(clock.Now) is { } fault)
            {
                return new ArchiveAnswer(400, fault);
            }

            if (kept.ContainsKey((organization, position.Iupd)) || IsNumberTaken(organization, position))
            {
                return new ArchiveAnswer(409, "Already exists a debt position with this iupd or nav");
            }

            var created = new ArchivedPosition(organization, position);
            created.Publish(isPublished, clock.Now);
            kept[(organization, position.Iupd)] = created;
            return new ArchiveAnswer(201, "", created);
        }
    }

    public ArchiveAnswer Replace(string organization, string iupd, ArchivePosition position, bool isPublished)
    {
        lock (keeping)
        {
            if (Find(organization, iupd) is not { } found)
            {
                return NotFound();
            }

            if (position.FaultAt(clock.Now) is { } fault || position.Iupd != iupd)
            {
                return new ArchiveAnswer(400, "iupd or dates or amounts");
            }

            if (!found.IsOpen || IsNumberTaken(organization, position))
            {
                return new ArchiveAnswer(409, $"The debt position is {found.Status}");
            }

            found.Position = position;
            found.Publish(isPublished, clock.Now);
            return new ArchiveAnswer(200, "", found);
        }
    }

    public ArchiveAnswer Read(string organization, string iupd)
    {
        lock (keeping)
        {
            return Find(organization, iupd) is { } found ? new ArchiveAnswer(200, "", found) : NotFound();
        }
    }

    public ArchiveAnswer Invalidate(string organization, string iupd)
    {
        lock (keeping)
        {
            if (Find(organization, iupd) is not { } found)
            {
                return NotFound();
            }

            if (found.Status is not ("PUBLISHED" or "VALID"))
            {
                return new ArchiveAnswer(409, $"The debt position is {found.Status}");
            }

            found.Status = "INVALID";
            return new ArchiveAnswer(200, "", found);
        }
    }

    /// <summary>The creditor collected a notice without pagoPA.</summary>
    public ArchiveAnswer MarkPaid(string organization, string nav)
    {
        lock (keeping)
        {
            if (FindByNumber(new Notice(organization, nav)) is not { } found)
            {
                return NotFound();
            }

            if (found.Paid.Contains(nav))
            {
                return new ArchiveAnswer(409, "The payment option is already paid");
            }

            if (!found.IsPayable(nav))
            {
                return new ArchiveAnswer(422, $"The debt position is {found.Status}");
            }

            found.Pay(nav);
            return new ArchiveAnswer(200, "", found);
        }
    }

    /// <summary>The Node tells the archive of every payment that it carries.</summary>
    public void NotePayment(Notice notice)
    {
        lock (keeping)
        {
            if (FindByNumber(notice) is { } found && !found.Paid.Contains(notice.Number))
            {
                found.Pay(notice.Number);
            }
        }
    }

    /// <summary>What the Node may ask for in the place of the creditor; null when the archive holds nothing payable.</summary>
    public (ArchivePosition Position, ArchiveOption Option)? StandIn(Notice notice)
    {
        lock (keeping)
        {
            return FindByNumber(notice) is { Position.PayStandIn: true } found && found.IsPayable(notice.Number)
                ? (found.Position, found.Position.PaymentOption.Single(option => option.Nav == notice.Number))
                : null;
        }
    }

    public void Reset()
    {
        lock (keeping)
        {
            kept.Clear();
        }
    }

    private static ArchiveAnswer NotFound() => new(404, "No debt position found");

    private bool IsNumberTaken(string organization, ArchivePosition position) =>
        position.PaymentOption.Any(option =>
            FindByNumber(new Notice(organization, option.Nav)) is { } other && other.Position.Iupd != position.Iupd
        );

    private ArchivedPosition? Find(string organization, string iupd)
    {
        var found = kept.GetValueOrDefault((organization, iupd));
        found?.Age(clock.Now);
        return found;
    }

    private ArchivedPosition? FindByNumber(Notice notice)
    {
        var found = kept.Values.FirstOrDefault(one =>
            one.Organization == notice.Organization && one.Position.PaymentOption.Any(option => option.Nav == notice.Number)
        );
        found?.Age(clock.Now);
        return found;
    }
}

/// <summary>A position and how far it is.</summary>
internal sealed class ArchivedPosition(string organization, ArchivePosition position)
{
    public string Organization => organization;

    public ArchivePosition Position { get; set; } = position;

    /// <summary>DRAFT, PUBLISHED (not valid yet), VALID, EXPIRED, INVALID, PARTIALLY_PAID or PAID.</summary>
    public string Status { get; set; } = "DRAFT";

    /// <summary>The notice numbers that were paid.</summary>
    public HashSet<string> Paid { get; } = new(StringComparer.Ordinal);

    /// <summary>True while the position may be replaced.</summary>
    public bool IsOpen => Status is "DRAFT" or "PUBLISHED" or "VALID";

    public void Publish(bool isPublished, Instant now)
    {
        Status = isPublished ? "PUBLISHED" : "DRAFT";
        Age(now);
    }

    /// <summary>Takes the steps that time brings.</summary>
    public void Age(Instant now)
    {
        if (Status == "PUBLISHED" && !(ArchivePosition.Moment(Position.ValidityDate) > now))
        {
            Status = "VALID";
        }

        if (Status is "PUBLISHED" or "VALID" && Position.SwitchToExpired && now > Position.LastDue)
        {
            Status = "EXPIRED";
        }
    }

    /// <summary>True for a notice that can be paid: once a part is paid, only the other parts.</summary>
    public bool IsPayable(string nav) =>
        !Paid.Contains(nav)
        && Position.PaymentOption.FirstOrDefault(option => option.Nav == nav) is { } option
        && (Status == "VALID" || (Status == "PARTIALLY_PAID" && option.IsPartialPayment));

    public void Pay(string nav)
    {
        Paid.Add(nav);
        var paid = Position.PaymentOption.Single(option => option.Nav == nav);
        var isWhole = !paid.IsPartialPayment || Position.PaymentOption.All(option => !option.IsPartialPayment || Paid.Contains(option.Nav));
        Status = isWhole ? "PAID" : "PARTIALLY_PAID";
    }
}

/// <summary>An answer of the archive.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">Why it refuses, without the data of the request.</param>
/// <param name="Position">The position; null for a refusal.</param>
internal sealed record ArchiveAnswer(int Status, string Detail, ArchivedPosition? Position = null);
