namespace RingCx.Sandbox;

/// <summary>
/// What a queue has counted since midnight. At any moment presented = accepted + abandoned + deflected + those that wait, and
/// accepted = slaPass + slaFail; times are summed in whole seconds.
/// </summary>
internal sealed class QueueCounters
{
    /// <summary>A call that was answered within this time is one within the service level.</summary>
    public const int SlaSeconds = 30;

    public const int ShortAbandonSeconds = 5;
    public const int ShortCallSeconds = 20;
    public const int LongCallSeconds = 300;

    /// <summary>Those that came today, and those that waited at midnight.</summary>
    public int Presented { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>The caller left, or was made to leave, before an agent came.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Turned away, or taken to another queue before an agent came.</summary>
    public int Deflected { get; private set; }

    /// <summary>Those of <see cref="Abandoned"/> that were over at once.</summary>
    public int ShortAbandon { get; private set; }

    public int SlaPass { get; private set; }

    public int SlaFail { get; private set; }

    public int ShortCall { get; private set; }

    public int LongCall { get; private set; }

    public int Successes { get; private set; }

    /// <summary>What those waited who wait no longer.</summary>
    public long QueueSeconds { get; private set; }

    public long AnswerSeconds { get; private set; }

    public long AbandonSeconds { get; private set; }

    /// <summary>Of calls that are over; they count on the day on which they end.</summary>
    public long TalkSeconds { get; private set; }

    public static long WholeSeconds(TimeSpan time) => Math.Max(0, (long)time.TotalSeconds);

    /// <summary>What a queue that works as the simulated ones do may have counted before the sandbox started.</summary>
    public static QueueCounters Earlier(SeededRandom random, double presented)
    {
        long Times(int count, double least, double most) => (long)(count * (least + (random.NextDouble() * (most - least))));
        int Part(int of, double least, double most) => (int)Times(of, least, most);
        var all = (int)presented;
        var (abandoned, deflected) = (Part(all, 0.03, 0.08), Part(all, 0, 0.02));
        var accepted = all - abandoned - deflected;
        var (shortAbandon, slaPass) = (Part(abandoned, 0.1, 0.3), Part(accepted, 0.55, 0.75));
        var answer = Times(slaPass, 12, 20) + Times(accepted - slaPass, 40, 80);
        var abandon = (2L * shortAbandon) + Times(abandoned - shortAbandon, 90, 200);
        return new QueueCounters
        {
            Presented = all,
            Accepted = accepted,
            Abandoned = abandoned,
            Deflected = deflected,
            ShortAbandon = shortAbandon,
            SlaPass = slaPass,
            SlaFail = accepted - slaPass,
            ShortCall = Part(accepted, 0.01, 0.03),
            LongCall = Part(accepted, 0.03, 0.06),
            Successes = Part(accepted, 0.3, 0.5),
            AnswerSeconds = answer,
            AbandonSeconds = abandon,
            QueueSeconds = answer + abandon,
            TalkSeconds = Times(accepted, 95, 125),
        };
    }

    public void Present() => Presented++;

    public void Accept(TimeSpan waited)
    {
        var seconds = WholeSeconds(waited);
        Accepted++;
        AnswerSeconds += seconds;
        QueueSeconds += seconds;
        if (seconds <= SlaSeconds)
            SlaPass++;
        else
            SlaFail++;
    }

    public void Abandon(TimeSpan waited)
    {
        var seconds = WholeSeconds(waited);
        Abandoned++;
        AbandonSeconds += seconds;
        QueueSeconds += seconds;
        if (seconds < ShortAbandonSeconds)
            ShortAbandon++;
    }

    public void Deflect(TimeSpan waited)
    {
        Deflected++;
        QueueSeconds += WholeSeconds(waited);
    }

    /// <summary>One that had been accepted is over.</summary>
    public void Finish(TimeSpan talked)
    {
        var seconds = WholeSeconds(talked);
        TalkSeconds += seconds;
        if (seconds < ShortCallSeconds)
            ShortCall++;
        else if (seconds > LongCallSeconds)
            LongCall++;
    }

    public void Succeed() => Successes++;

    /// <summary>Midnight: those that wait are the first that the new day has.</summary>
    public void StartDay(int waiting)
    {
        (Presented, Accepted, Abandoned, Deflected) = (waiting, 0, 0, 0);
        (ShortAbandon, SlaPass, SlaFail, ShortCall, LongCall, Successes) = (0, 0, 0, 0, 0, 0);
        (QueueSeconds, AnswerSeconds, AbandonSeconds, TalkSeconds) = (0, 0, 0, 0);
    }
}
