namespace RingCx.Sandbox.Tests;

/// <summary>A bench on the RingCentral platform, by the calls that it starts with.</summary>
public sealed class Telephony
{
    public const string Account = "/restapi/v1.0/account/~/";

    public const string Company = Account + "active-calls";

    public const string Own = Account + "extension/~/active-calls";

    public Telephony(SandboxOptions? options = null)
    {
        Bench = Bench.OnPlatform(options ?? new SandboxOptions { Live = false, HeavyPerMinute = 1000, LightPerMinute = 1000 });
        Sessions = [.. Engine.TelephonySessions];
    }

    public Bench Bench { get; }

    public SandboxEngine Engine => Bench.Engine;

    /// <summary>The sessions as they were at the start.</summary>
    public SandboxTelephonySession[] Sessions { get; }

    /// <summary>The signed-in user's call, answered, inbound and not recorded.</summary>
    public SandboxTelephonySession Answered => Sessions[0];

    /// <summary>Paco's call, answered, inbound and recorded.</summary>
    public SandboxTelephonySession Pacos => Sessions[1];

    public SandboxTelephonySession Held => Sessions[2];

    public SandboxTelephonySession Parked => Sessions[3];

    /// <summary>The restricted user's call, to a colleague.</summary>
    public SandboxTelephonySession Restricted => Sessions[4];

    /// <summary>The signed-in user's call that rings.</summary>
    public SandboxTelephonySession Ringing => Sessions[5];

    public static string PathOf(string telephonySessionId)
    {
        return Account + "telephony/sessions/" + telephonySessionId;
    }

    public static string PathOf(SandboxTelephonySession session)
    {
        return PathOf(session.TelephonySessionId);
    }

    /// <summary>The last party of the account that a session has.</summary>
    public static SandboxTelephonyParty PartyOf(SandboxTelephonySession session)
    {
        return session.Parties.Last(party => party.ExtensionId is not null);
    }

    public static string PathOfParty(SandboxTelephonySession session)
    {
        return PathOf(session) + "/parties/" + PartyOf(session).PartyId;
    }

    public string DeviceOf(int extension)
    {
        return Engine.Extensions[extension].DeviceId;
    }

    public SandboxTelephonySession Now(string telephonySessionId)
    {
        return Assert.Single(Engine.TelephonySessions, session => session.TelephonySessionId == telephonySessionId);
    }

    public SandboxTelephonySession Now(SandboxTelephonySession session)
    {
        return Now(session.TelephonySessionId);
    }

    public bool HasEnded(SandboxTelephonySession session)
    {
        return Engine.TelephonySessions.All(other => other.TelephonySessionId != session.TelephonySessionId);
    }

    /// <summary>The status of each party of a session, with the reason of those that have ended.</summary>
    public string StatusOf(SandboxTelephonySession session)
    {
        return string.Join(", ", Now(session).Parties.Select(party => party.Reason is null ? party.Status : party.Status + " " + party.Reason));
    }

    public Task<Reply> PostAsync(string path, string? json = null)
    {
        return Bench.JsonAsync("POST", path, json);
    }

    /// <summary>An action on the account's party of a session.</summary>
    public Task<Reply> ActAsync(SandboxTelephonySession session, string action, string? json = null)
    {
        return PostAsync(PathOfParty(session) + "/" + action, json);
    }

    public Task<Reply> PatchAsync(string path, string json)
    {
        return Bench.JsonAsync("PATCH", path, json);
    }

    public Task<Reply> DeleteAsync(string path)
    {
        return Bench.JsonAsync("DELETE", path);
    }

    public Task<Reply> GetAsync(string path)
    {
        return Bench.GetAsync(path);
    }

    public async Task<string> ConferenceAsync()
    {
        var reply = await PostAsync(Account + "telephony/conference");
        Assert.Equal(201, reply.Status);
        return reply.Field("id");
    }

    /// <summary>Demands a refusal in the platform's form.</summary>
    public static void Refused(Reply reply, int status, string errorCode, string? parameter = null)
    {
        Assert.Equal((status, errorCode), (reply.Status, reply.Field("errorCode")));
        Assert.NotEmpty(reply.Field("message"));
        var inner = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.NotEmpty(inner.GetProperty("errorCode").GetString()!);
        Assert.NotEmpty(inner.GetProperty("message").GetString()!);
        if (parameter is not null)
        {
            Assert.Contains(parameter, reply.Field("parameterName"), StringComparison.Ordinal);
            Assert.Equal(reply.Field("parameterName"), inner.GetProperty("parameterName").GetString());
        }
    }

    public static void Conflicts(Reply reply)
    {
        Refused(reply, 409, "TAS-109");
    }

    public static void Missing(Reply reply, string parameter)
    {
        Refused(reply, 404, "CMN-102", parameter);
        Assert.Equal("Resource for parameter [" + parameter + "] is not found", reply.Field("message"));
    }

    public static void Invalid(Reply reply, string parameter)
    {
        Refused(reply, 400, "CMN-101", parameter);
        Assert.EndsWith("] value is invalid", reply.Field("message"), StringComparison.Ordinal);
    }

    public static void Forbidden(Reply reply, string permission)
    {
        Refused(reply, 403, "InsufficientPermissions");
        Assert.Equal("[" + permission + "] permission required", reply.Field("message"));
        Assert.Equal(permission, reply.Field("permissionName"));
        Assert.Equal("CMN-408", reply.Json.GetProperty("errors")[0].GetProperty("errorCode").GetString());
    }
}
