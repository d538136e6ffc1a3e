namespace RingCx.Sandbox.Tests;

public sealed class TelephonyTests
{
    private const string Dead = "s-00000000000000000000000000000000";

    [Fact]
    public async Task Session_is_shown_as_the_guide_shows_it()
    {
        var telephony = new Telephony();

        var reply = await telephony.GetAsync(Telephony.PathOf(telephony.Answered));

        Assert.Equal(["creationTime", "id", "origin", "parties"], reply.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal("2026-05-08T14:39:09Z", reply.Field("creationTime"));
        Assert.Equal("{\"type\":\"Call\"}", reply.Json.GetProperty("origin").GetRawText());
        var caller = reply.Json.GetProperty("parties")[0];
        var own = reply.Json.GetProperty("parties")[1];
        Assert.Equal(telephony.Answered.Parties[1].PartyId, own.GetProperty("id").GetString());
        Assert.Equal("{\"accountId\":\"400415005000\",\"extensionId\":\"400415005001\"}", own.GetProperty("owner").GetRawText());
        Assert.Equal("{\"code\":\"Answered\"}", own.GetProperty("status").GetRawText());
        Assert.False(caller.TryGetProperty("owner", out _));
        Assert.Equal(own.GetRawText(), (await telephony.GetAsync(Telephony.PathOfParty(telephony.Answered))).Text);
    }

    [Fact]
    public async Task Ended_session_is_not_found()
    {
        var telephony = new Telephony();
        var path = Telephony.PathOf(telephony.Answered);

        Assert.Equal(204, (await telephony.DeleteAsync(path)).Status);

        Telephony.Missing(await telephony.DeleteAsync(path), "telephonySessionId");
        Telephony.Missing(await telephony.GetAsync(path), "telephonySessionId");
        Telephony.Missing(await telephony.ActAsync(telephony.Answered, "hold"), "telephonySessionId");
    }

    [Fact]
    public async Task Many_threads_end_a_session_once()
    {
        var telephony = new Telephony();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => telephony.DeleteAsync(Telephony.PathOf(telephony.Answered)))));

        Assert.Single(replies, reply => reply.Status == 204);
        Assert.Equal(49, replies.Count(reply => reply.Status == 404));
    }

    [Fact]
    public async Task Hold_goes_on_and_off_and_not_twice()
    {
        var telephony = new Telephony();

        var held = await telephony.ActAsync(telephony.Answered, "hold");
        Assert.Equal("Hold", held.Json.GetProperty("status").GetProperty("code").GetString());
        Assert.True(held.Json.GetProperty("standAlone").GetBoolean());
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "hold"));

        Assert.Equal(200, (await telephony.ActAsync(telephony.Answered, "unhold")).Status);
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "unhold"));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "hold"));
    }

    [Fact]
    public async Task Telephone_outside_is_not_controlled()
    {
        var telephony = new Telephony();

        Telephony.Conflicts(await telephony.PostAsync(Telephony.PathOf(telephony.Answered) + "/parties/" + telephony.Answered.Parties[0].PartyId + "/hold"));
    }

    [Theory]
    [InlineData("{\"party\":{\"muted\":true}}", true, false)]
    [InlineData("{\"party\":{\"standAlone\":true}}", false, true)]
    [InlineData("{\"muted\":true,\"standAlone\":true}", true, true)]
    public async Task Party_is_changed(string json, bool isMuted, bool isStandAlone)
    {
        var telephony = new Telephony();

        var reply = await telephony.PatchAsync(Telephony.PathOfParty(telephony.Answered), json);

        Assert.Equal((isMuted, isStandAlone), (reply.Json.GetProperty("muted").GetBoolean(), reply.Json.GetProperty("standAlone").GetBoolean()));
        var party = Telephony.PartyOf(telephony.Now(telephony.Answered));
        Assert.Equal((isMuted, isStandAlone), (party.IsMuted, party.IsStandAlone));
        Telephony.Conflicts(await telephony.PatchAsync(Telephony.PathOfParty(telephony.Ringing), json));
    }

    [Theory]
    [InlineData("{}", "party")]
    [InlineData("{\"party\":{}}", "party")]
    [InlineData("{\"party\":true}", "party")]
    [InlineData("{\"party\":{\"muted\":\"true\"}}", "party.muted")]
    [InlineData("{\"party\":{\"loud\":true}}", "party.loud")]
    [InlineData("{\"party\":{\"muted\":true},\"muted\":true}", "party")]
    [InlineData("{\"muted\":1}", "muted")]
    public async Task Ill_formed_change_is_refused(string json, string parameter)
    {
        var telephony = new Telephony();

        Telephony.Invalid(await telephony.PatchAsync(Telephony.PathOfParty(telephony.Answered), json), parameter);
    }

    [Theory]
    [InlineData("{\"phoneNumber\":\"+16505550199\"}", "Answered, Disconnected BlindTransfer, Setup")]
    [InlineData("{\"extensionNumber\":\"108\"}", "Answered, Disconnected BlindTransfer, Setup")]
    [InlineData("{\"voicemail\":\"400415005008\"}", "Answered, Disconnected BlindTransfer, VoiceMail")]
    [InlineData("{\"parkOrbit\":\"*899\"}", "Answered, Disconnected ParkLocation, Parked")]
    public async Task Call_is_transferred(string json, string status)
    {
        var telephony = new Telephony();

        var reply = await telephony.ActAsync(telephony.Answered, "transfer", json);

        Assert.Equal("Disconnected", reply.Json.GetProperty("status").GetProperty("code").GetString());
        Assert.Equal(status, telephony.StatusOf(telephony.Answered));
        Telephony.Missing(await telephony.GetAsync(Telephony.PathOfParty(telephony.Answered)), "partyId");
        Assert.Equal(200, (await telephony.ActAsync(telephony.Held, "transfer", "{\"extensionNumber\":\"107\"}")).Status);
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "transfer", json));
    }

    [Theory]
    [InlineData("{\"phoneNumber\":\"+16505550199\"}", "Proceeding, Disconnected CallRedirected, Setup")]
    [InlineData("{\"extensionNumber\":\"108\"}", "Proceeding, Disconnected CallRedirected, Setup")]
    [InlineData("{\"voicemail\":\"400415005001\"}", "Answered, Disconnected CallRedirected, VoiceMail")]
    public async Task Ringing_call_is_forwarded(string json, string status)
    {
        var telephony = new Telephony();

        Assert.Equal(200, (await telephony.ActAsync(telephony.Ringing, "forward", json)).Status);

        Assert.Equal(status, telephony.StatusOf(telephony.Ringing));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "forward", json));
    }

    [Theory]
    [InlineData("transfer", "{}", "phoneNumber", 400)]
    [InlineData("transfer", "{\"phoneNumber\":\"+16505550199\",\"extensionNumber\":\"108\"}", "phoneNumber", 400)]
    [InlineData("transfer", "{\"phoneNumber\":\"reception\"}", "phoneNumber", 400)]
    [InlineData("transfer", "{\"parkOrbit\":\"*800\"}", "parkOrbit", 400)]
    [InlineData("transfer", "{\"parkOrbit\":\"\"}", "parkOrbit", 400)]
    [InlineData("transfer", "{\"extensionNumber\":\"199\"}", "extensionNumber", 404)]
    [InlineData("transfer", "{\"voicemail\":\"101\"}", "voicemail", 404)]
    [InlineData("forward", "{\"parkOrbit\":\"*801\"}", "parkOrbit", 400)]
    [InlineData("forward", "{\"phoneNumber\":\"+0\"}", "phoneNumber", 400)]
    [InlineData("flip", "{}", "callFlipId", 400)]
    [InlineData("flip", "{\"callFlipId\":\"9\"}", "callFlipId", 400)]
    [InlineData("flip", "{\"callFlipId\":1}", "callFlipId", 400)]
    [InlineData("answer", "{\"deviceId\":\"1\"}", "deviceId", 404)]
    [InlineData("answer", "{\"deviceId\":\"191888103\"}", "deviceId", 404)]
    [InlineData("ignore", "{\"deviceId\":\"191888103\"}", "deviceId", 404)]
    [InlineData("ignore", "{\"deviceId\":\"1\"}", "deviceId", 404)]
    [InlineData("pickup", "{\"deviceId\":\"1\"}", "deviceId", 404)]
    [InlineData("bridge", "{\"telephonySessionId\":\"" + Dead + "\",\"partyId\":\"p\"}", "telephonySessionId", 404)]
    [InlineData("supervise", "{\"mode\":\"Whisper\",\"supervisorDeviceId\":\"191888101\",\"agentExtensionId\":\"400415005001\"}", "mode", 400)]
    [InlineData("supervise", "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"191888103\",\"agentExtensionId\":\"400415005001\"}", "supervisorDeviceId", 404)]
    [InlineData("supervise", "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"191888101\",\"agentExtensionId\":\"400415005003\"}", "agentExtensionId", 404)]
    [InlineData("reply", "{}", "replyWithText", 400)]
    [InlineData("reply", "{\"replyWithText\":\"\"}", "replyWithText", 400)]
    [InlineData("reply", "{\"replyWithText\":\"Later\",\"replyWithPattern\":{\"pattern\":\"OnMyWay\"}}", "replyWithText", 400)]
    [InlineData("reply", "{\"replyWithPattern\":\"OnMyWay\"}", "replyWithPattern", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{}}", "replyWithPattern.pattern", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"Never\"}}", "replyWithPattern.pattern", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"OnMyWay\",\"time\":5,\"timeUnit\":\"Minute\"}}", "replyWithPattern.time", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"CallMeBack\",\"time\":0,\"timeUnit\":\"Minute\"}}", "replyWithPattern.time", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"CallMeBack\",\"time\":1.5,\"timeUnit\":\"Minute\"}}", "replyWithPattern.time", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"CallMeBack\",\"time\":5}}", "replyWithPattern.timeUnit", 400)]
    [InlineData("reply", "{\"replyWithPattern\":{\"pattern\":\"CallMeBack\",\"time\":5,\"timeUnit\":\"Week\"}}", "replyWithPattern.timeUnit", 400)]
    public async Task Ill_formed_action_is_refused_and_changes_nothing(string action, string json, string parameter, int status)
    {
        var telephony = new Telephony();
        var session = action switch
        {
            "answer" or "ignore" or "forward" or "reply" => telephony.Ringing,
            "pickup" => telephony.Parked,
            _ => telephony.Answered,
        };
        var before = System.Text.Json.JsonSerializer.Serialize(telephony.Engine.TelephonySessions);

        var reply = await telephony.ActAsync(session, action, json);

        if (status == 404)
        {
            Telephony.Missing(reply, parameter);
        }
        else
        {
            Telephony.Invalid(reply, parameter);
        }

        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(telephony.Engine.TelephonySessions));
    }

    [Fact]
    public async Task Own_inbound_call_is_parked_and_picked_up()
    {
        var telephony = new Telephony();

        var parked = await telephony.ActAsync(telephony.Answered, "park");
        Assert.Equal(201, parked.Status);
        Assert.Equal("*802", parked.Json.GetProperty("park").GetProperty("id").GetString());
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "park"));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "transfer", "{\"extensionNumber\":\"108\"}"));

        var picked = await telephony.ActAsync(telephony.Answered, "pickup", "{\"deviceId\":\"" + telephony.DeviceOf(6) + "\"}");
        Assert.Equal(201, picked.Status);
        Assert.Equal("400415005007", picked.Json.GetProperty("owner").GetProperty("extensionId").GetString());
        Assert.Equal("Answered, Gone Pickup, Answered", telephony.StatusOf(telephony.Answered));
        Assert.Equal(picked.Field("id"), telephony.Now(telephony.Answered).Parties[1].PeerPartyId);
        Telephony.Missing(await telephony.ActAsync(telephony.Answered, "pickup", "{\"deviceId\":\"191888101\"}"), "partyId");
    }

    [Fact]
    public async Task Only_the_own_inbound_calls_are_parked()
    {
        var telephony = new Telephony();
        var outbound = telephony.Now(telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[0].ExtensionId, isOutbound: true));

        Telephony.Conflicts(await telephony.ActAsync(telephony.Pacos, "park"));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "park"));
        Telephony.Conflicts(await telephony.ActAsync(outbound, "park"));
    }

    [Fact]
    public async Task Park_location_holds_one_call()
    {
        var telephony = new Telephony();

        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "transfer", "{\"parkOrbit\":\"801\"}"));

        Assert.Equal("Answered, Answered", telephony.StatusOf(telephony.Answered));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"deviceId\":\"191888101\"}")]
    public async Task Ringing_call_is_answered(string json)
    {
        var telephony = new Telephony();

        var reply = await telephony.ActAsync(telephony.Ringing, "answer", json);

        Assert.Equal("Answered", reply.Json.GetProperty("status").GetProperty("code").GetString());
        Assert.Equal("Answered, Answered", telephony.StatusOf(telephony.Ringing));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "answer", json));
    }

    [Fact]
    public async Task Ringing_call_is_rejected()
    {
        var telephony = new Telephony();

        Assert.Equal(204, (await telephony.ActAsync(telephony.Ringing, "reject")).Status);

        Assert.True(telephony.HasEnded(telephony.Ringing));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "reject"));
    }

    [Theory]
    [InlineData("{\"replyWithText\":\"In a meeting\"}")]
    [InlineData("{\"replyWithPattern\":{\"pattern\":\"InAMeeting\"}}")]
    [InlineData("{\"replyWithPattern\":{\"pattern\":\"CallMeBack\",\"time\":5,\"timeUnit\":\"Minute\"}}")]
    public async Task Caller_gets_a_reply_in_words(string json)
    {
        var telephony = new Telephony();

        var reply = await telephony.ActAsync(telephony.Ringing, "reply", json);

        Assert.Equal("CallReplied", reply.Json.GetProperty("status").GetProperty("reason").GetString());
        Assert.True(telephony.HasEnded(telephony.Ringing));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "reply", json));
    }

    [Fact]
    public async Task Ignored_call_rings_at_the_next_free_member()
    {
        var telephony = new Telephony();

        Assert.Equal(204, (await telephony.ActAsync(telephony.Ringing, "ignore", "{\"deviceId\":\"191888101\"}")).Status);

        Assert.Equal("Proceeding, Disconnected AgentDropped, Setup", telephony.StatusOf(telephony.Ringing));
        Assert.Equal("400415005007", telephony.Now(telephony.Ringing).Parties[2].ExtensionId);
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "ignore", "{\"deviceId\":\"191888101\"}"));
    }

    [Fact]
    public async Task Ignored_call_ends_when_no_one_is_free()
    {
        var telephony = new Telephony();
        foreach (var extension in telephony.Engine.Extensions)
        {
            telephony.Engine.AddTelephonySession(extension.ExtensionId);
        }

        Assert.Equal(204, (await telephony.ActAsync(telephony.Ringing, "ignore", "{\"deviceId\":\"191888101\"}")).Status);

        Assert.True(telephony.HasEnded(telephony.Ringing));
    }

    [Fact]
    public async Task Call_is_flipped_when_the_other_telephone_answers()
    {
        var telephony = new Telephony();

        Assert.Equal(200, (await telephony.ActAsync(telephony.Answered, "flip", "{\"callFlipId\":\"1\"}")).Status);
        Assert.Equal("Answered, Answered, Setup", telephony.StatusOf(telephony.Answered));
        var flipped = telephony.Now(telephony.Answered);
        Assert.Equal(200, (await telephony.ActAsync(flipped, "answer", "{}")).Status);

        Assert.Equal("Answered, Disconnected CallFlip, Answered", telephony.StatusOf(telephony.Answered));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "flip", "{\"callFlipId\":\"1\"}"));
    }

    [Fact]
    public async Task Two_calls_of_one_person_become_one_without_them()
    {
        var telephony = new Telephony();
        var other = telephony.Now(telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[0].ExtensionId, phoneNumber: "+16505550177"));

        var reply = await telephony.ActAsync(telephony.Answered, "bridge", Named(other));

        Assert.Equal(200, reply.Status);
        Assert.Equal("Answered, Disconnected AttendedTransfer, Answered", telephony.StatusOf(telephony.Answered));
        Assert.Equal("+16505550177", telephony.Now(telephony.Answered).Parties[2].From);
        Assert.True(telephony.HasEnded(other));
    }

    [Fact]
    public async Task Bridge_is_for_two_calls_of_one_person()
    {
        var telephony = new Telephony();

        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "bridge", Named(telephony.Answered)));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "bridge", Named(telephony.Pacos)));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "bridge", Named(telephony.Ringing)));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "bridge", Named(telephony.Answered)));
    }

    [Fact]
    public async Task Recording_starts_once_and_pauses()
    {
        var telephony = new Telephony();

        var started = await telephony.ActAsync(telephony.Answered, "recordings");
        Assert.Equal(201, started.Status);
        Assert.True(started.Json.GetProperty("active").GetBoolean());
        Telephony.Conflicts(await telephony.ActAsync(telephony.Answered, "recordings"));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Pacos, "recordings"));
        Telephony.Conflicts(await telephony.ActAsync(telephony.Ringing, "recordings"));

        var path = Telephony.PathOfParty(telephony.Answered) + "/recordings/" + started.Field("id");
        foreach (var (query, isActive) in new[] { ("", false), ("?brandId=~", true), ("?brandId=1210", false) })
        {
            var reply = await telephony.PatchAsync(path + query, "{\"active\":" + (isActive ? "true" : "false") + "}");
            Assert.Equal((200, started.Field("id"), isActive), (reply.Status, reply.Field("id"), reply.Json.GetProperty("active").GetBoolean()));
            Assert.Equal(isActive, Assert.Single(Telephony.PartyOf(telephony.Now(telephony.Answered)).Recordings).IsActive);
        }

        Telephony.Invalid(await telephony.PatchAsync(path, "{}"), "active");
    }

    [Fact]
    public async Task Supervisor_listens_and_leaves()
    {
        var telephony = new Telephony();

        var reply = await telephony.PostAsync(Telephony.PathOf(telephony.Pacos) + "/supervise", Supervision("\"agentExtensionNumber\":\"103\""));

        Assert.Equal(201, reply.Status);
        Assert.Equal(("Outbound", "400415005001", "400415005000"), (reply.Field("direction"), reply.Field("extensionId"), reply.Field("accountId")));
        Assert.Equal("103", reply.Json.GetProperty("to").GetProperty("phoneNumber").GetString());
        Assert.Equal("Answered, Answered, Setup", telephony.StatusOf(telephony.Pacos));
        Assert.Equal(telephony.Pacos.Parties[1].PartyId, telephony.Now(telephony.Pacos).Parties[2].SupervisedPartyId);
        Telephony.Conflicts(await telephony.ActAsync(telephony.Pacos, "supervise", Supervision("\"agentExtensionId\":\"400415005003\"")));
        var listener = Telephony.PathOf(telephony.Pacos) + "/parties/" + reply.Field("id");
        Assert.Equal(200, (await telephony.PostAsync(listener + "/answer", "{\"deviceId\":\"191888101\"}")).Status);
        Assert.Equal("Answered, Answered, Answered", telephony.StatusOf(telephony.Pacos));
        Assert.Equal(204, (await telephony.DeleteAsync(listener)).Status);
        Assert.Equal("Answered, Answered, Disconnected CallDropped", telephony.StatusOf(telephony.Pacos));
    }

    [Fact]
    public async Task Supervision_finds_its_agent()
    {
        var telephony = new Telephony();
        var path = Telephony.PathOf(telephony.Pacos) + "/supervise";

        Telephony.Missing(await telephony.PostAsync(path, Supervision("\"agentExtensionNumber\":\"104\"")), "agentExtensionNumber");
        Telephony.Missing(await telephony.PostAsync(path, Supervision("\"agentExtensionId\":\"104\"")), "agentExtensionId");
        Telephony.Invalid(await telephony.PostAsync(path, Supervision("\"agentExtensionId\":\"400415005003\",\"agentExtensionNumber\":\"103\"")), "agentExtensionNumber");
        Telephony.Conflicts(await telephony.PostAsync(Telephony.PathOf(telephony.Parked) + "/supervise", Supervision("\"agentExtensionNumber\":\"105\"")));
        Telephony.Conflicts(await telephony.PostAsync(Telephony.PathOf(telephony.Answered) + "/supervise", Supervision("\"agentExtensionNumber\":\"101\"")));
        Assert.Equal(201, (await telephony.PostAsync(path, "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"191888101\"}")).Status);
    }

    [Fact]
    public async Task Listening_supervisor_leaves_with_the_agent()
    {
        var telephony = new Telephony();
        await telephony.ActAsync(telephony.Pacos, "supervise", Supervision("\"agentExtensionId\":\"400415005003\""));

        await telephony.PostAsync(Telephony.PathOf(telephony.Pacos) + "/parties/" + telephony.Pacos.Parties[1].PartyId + "/transfer", "{\"extensionNumber\":\"108\"}");

        Assert.Equal("Answered, Disconnected BlindTransfer, Disconnected CallFinished, Setup", telephony.StatusOf(telephony.Pacos));
    }

    [Fact]
    public async Task Party_is_deleted_when_it_is_parked_or_supervised()
    {
        var telephony = new Telephony();
        Telephony.Conflicts(await telephony.DeleteAsync(Telephony.PathOfParty(telephony.Answered)));
        Telephony.Conflicts(await telephony.DeleteAsync(Telephony.PathOfParty(telephony.Ringing)));

        Assert.Equal(204, (await telephony.DeleteAsync(Telephony.PathOfParty(telephony.Parked))).Status);
        Assert.True(telephony.HasEnded(telephony.Parked));
        await telephony.ActAsync(telephony.Pacos, "supervise", Supervision("\"agentExtensionId\":\"400415005003\""));
        Assert.Equal(204, (await telephony.DeleteAsync(Telephony.PathOfParty(telephony.Pacos))).Status);
        Assert.True(telephony.HasEnded(telephony.Pacos));
    }

    [Theory]
    [InlineData("{\"phoneNumber\":\"+16505550199\"}", "+16505550199")]
    [InlineData("{\"extensionNumber\":\"104\"}", "104")]
    public async Task Call_goes_out(string to, string number)
    {
        var telephony = new Telephony();

        var reply = await telephony.PostAsync(Telephony.Account + "telephony/call-out", "{\"from\":{\"deviceId\":\"191888101\"},\"to\":" + to + "}");

        Assert.Equal(201, reply.Status);
        var session = telephony.Now(reply.Json.GetProperty("session").GetProperty("id").GetString()!);
        Assert.Equal(("CallOut", number), (session.Origin, session.Parties[1].To));
        Assert.Equal("Setup, Setup", telephony.StatusOf(session));
        Assert.Equal("400415005001", session.Parties[0].ExtensionId);
    }

    [Theory]
    [InlineData("{\"from\":{},\"to\":{\"phoneNumber\":\"+16505550199\"}}", "from.deviceId", 400)]
    [InlineData("{\"from\":{\"deviceId\":\"191888101\"},\"to\":{}}", "to.phoneNumber", 400)]
    [InlineData("{\"from\":{\"deviceId\":\"191888101\"},\"to\":{\"phoneNumber\":\"+16505550199\",\"extensionNumber\":\"104\"}}", "to.phoneNumber", 400)]
    [InlineData("{\"from\":{\"deviceId\":\"191888101\",\"phoneNumber\":\"1\"},\"to\":{\"phoneNumber\":\"+16505550199\"}}", "from.phoneNumber", 400)]
    [InlineData("{\"from\":{\"deviceId\":\"191888101\"},\"to\":{\"phoneNumber\":\"home\"}}", "to.phoneNumber", 400)]
    [InlineData("{\"from\":{\"deviceId\":\"1\"},\"to\":{\"phoneNumber\":\"+16505550199\"}}", "from.deviceId", 404)]
    [InlineData("{\"from\":{\"deviceId\":\"191888101\"},\"to\":{\"extensionNumber\":\"199\"}}", "to.extensionNumber", 404)]
    public async Task Ill_formed_call_is_refused(string json, string parameter, int status)
    {
        var telephony = new Telephony();

        var reply = await telephony.PostAsync(Telephony.Account + "telephony/call-out", json);

        Telephony.Refused(reply, status, status == 404 ? "CMN-102" : "CMN-101", parameter);
        Assert.Equal(6, telephony.Engine.TelephonySessions.Count);
    }

    [Fact]
    public async Task Call_joins_a_conference()
    {
        var telephony = new Telephony();
        var conference = telephony.Now(await telephony.ConferenceAsync());
        Assert.Equal("Conference", conference.Origin);
        Assert.Equal("Host", Assert.Single(conference.Parties).ConferenceRole);
        var shown = await telephony.GetAsync(Telephony.PathOf(conference));
        Assert.NotEmpty(shown.Field("voiceCallToken"));

        // The own party stands for the call: who is at the other end comes in.
        var first = await telephony.PostAsync(Telephony.PathOf(conference) + "/parties/bring-in", Named(telephony.Answered));
        // Another party is meant itself.
        var second = await telephony.PostAsync(Telephony.PathOf(conference) + "/parties/bring-in", Named(telephony.Pacos));

        Assert.Equal((201, "Participant"), (first.Status, first.Field("conferenceRole")));
        Assert.Equal(telephony.Answered.Parties[0].From, first.Json.GetProperty("from").GetProperty("phoneNumber").GetString());
        Assert.Equal("400415005003", second.Json.GetProperty("owner").GetProperty("extensionId").GetString());
        Assert.True(telephony.HasEnded(telephony.Answered) && telephony.HasEnded(telephony.Pacos));
        Assert.Equal("Answered, Answered, Answered", telephony.StatusOf(conference));
        Assert.Equal(204, (await telephony.DeleteAsync(Telephony.PathOf(conference) + "/parties/" + second.Field("id"))).Status);
        Assert.Equal("Answered, Answered, Disconnected CallDropped", telephony.StatusOf(conference));
        Assert.Equal(204, (await telephony.DeleteAsync(Telephony.PathOfParty(conference))).Status);
        Assert.True(telephony.HasEnded(conference));
    }

    [Fact]
    public async Task Only_a_conference_takes_a_call_in()
    {
        var telephony = new Telephony();
        var path = Telephony.PathOf(await telephony.ConferenceAsync()) + "/parties/bring-in";

        Telephony.Conflicts(await telephony.PostAsync(Telephony.PathOf(telephony.Pacos) + "/parties/bring-in", Named(telephony.Answered)));
        Telephony.Conflicts(await telephony.PostAsync(path, Named(telephony.Ringing)));
        Telephony.Missing(await telephony.PostAsync(path, "{\"telephonySessionId\":\"" + Dead + "\",\"partyId\":\"p\"}"), "telephonySessionId");
        Telephony.Missing(await telephony.PostAsync(path, "{\"telephonySessionId\":\"" + telephony.Answered.TelephonySessionId + "\",\"partyId\":\"p\"}"), "partyId");
    }

    [Fact]
    public async Task Conference_takes_ten()
    {
        var telephony = new Telephony();
        var path = Telephony.PathOf(await telephony.ConferenceAsync()) + "/parties/bring-in";
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(201, (await telephony.PostAsync(path, Named(telephony.Now(telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[0].ExtensionId))))).Status);
        }

        Telephony.Conflicts(await telephony.PostAsync(path, Named(telephony.Answered)));
    }

    [Fact]
    public async Task Restricted_user_controls_the_own_calls_alone()
    {
        var telephony = new Telephony();
        await telephony.Bench.RestrictAsync();

        Telephony.Forbidden(await telephony.GetAsync(Telephony.PathOf(telephony.Answered)), "CallControl");
        Telephony.Forbidden(await telephony.DeleteAsync(Telephony.PathOf(telephony.Answered)), "CallControl");
        Telephony.Forbidden(await telephony.ActAsync(telephony.Pacos, "hold"), "CallControl");
        Telephony.Forbidden(await telephony.ActAsync(telephony.Pacos, "supervise", Supervision("\"agentExtensionId\":\"400415005003\"")), "CallMonitoring");
        Telephony.Forbidden(await telephony.PostAsync(Telephony.PathOf(telephony.Restricted) + "/supervise", Supervision("\"agentExtensionNumber\":\"106\"")), "CallMonitoring");
        Telephony.Forbidden(await telephony.PostAsync(Telephony.Account + "telephony/call-out", "{\"from\":{\"deviceId\":\"191888101\"},\"to\":{\"phoneNumber\":\"+16505550199\"}}"), "CallControl");
        Telephony.Missing(await telephony.GetAsync(Telephony.PathOf(Dead)), "telephonySessionId");
        Assert.Equal(200, (await telephony.GetAsync(Telephony.PathOf(telephony.Restricted))).Status);
        Assert.Equal(200, (await telephony.PostAsync(Telephony.PathOf(telephony.Restricted) + "/parties/" + telephony.Restricted.Parties[0].PartyId + "/hold")).Status);
    }

    [Fact]
    public async Task Expired_token_is_distinguished_from_one_that_was_never_issued()
    {
        var telephony = new Telephony();
        telephony.Bench.UseToken((await telephony.Bench.GrantJwtAsync(telephony.Engine.Credentials.Jwt)).Field("access_token"));
        Assert.Equal(200, (await telephony.GetAsync(Telephony.Own)).Status);

        telephony.Engine.RevokeTokens();

        var expired = await telephony.GetAsync(Telephony.Own);
        Telephony.Refused(expired, 401, "TokenExpired");
        Assert.Equal("OAU-129", expired.Json.GetProperty("errors")[0].GetProperty("errorCode").GetString());
        telephony.Bench.UseToken("nobody's");
        var unknown = await telephony.GetAsync(Telephony.Own);
        Telephony.Refused(unknown, 401, "TokenInvalid");
        Assert.Equal("OAU-213", unknown.Json.GetProperty("errors")[0].GetProperty("errorCode").GetString());
        // A token of RingCX is none of the platform's.
        await telephony.Bench.SignInAsync();
        Telephony.Refused(await telephony.GetAsync(Telephony.Own), 401, "TokenInvalid");
    }

    [Fact]
    public async Task Missing_user_agent_is_refused()
    {
        Telephony.Invalid(await new Telephony().Bench.SendAsync("GET", Telephony.Own, null, ("User-Agent", "")), "User-Agent");
    }

    [Fact]
    public async Task Lenient_service_ignores_what_is_not_documented()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false, Strict = false });

        Assert.Equal(200, (await telephony.Bench.SendAsync("GET", Telephony.Own + "?unheard=1", "x", ("User-Agent", ""))).Status);
        Assert.Equal(200, (await telephony.ActAsync(telephony.Ringing, "answer")).Status);
        Assert.Equal(200, (await telephony.PatchAsync(Telephony.PathOfParty(telephony.Answered), "{\"muted\":true,\"loud\":true}")).Status);
        Telephony.Invalid(await telephony.PatchAsync(Telephony.PathOfParty(telephony.Answered), "{\"muted\":1}"), "muted");
    }

    [Fact]
    public async Task Wrong_method_names_those_that_are_served()
    {
        var telephony = new Telephony();

        var reply = await telephony.PostAsync(Telephony.PathOfParty(telephony.Answered));

        Assert.Equal(405, reply.Status);
        Assert.Equal("GET, PATCH, DELETE", reply["Allow"]);
    }

    private static string Supervision(string agent)
    {
        return "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"191888101\"," + agent + "}";
    }

    private static string Named(SandboxTelephonySession session)
    {
        return "{\"telephonySessionId\":\"" + session.TelephonySessionId + "\",\"partyId\":\"" + Telephony.PartyOf(session).PartyId + "\"}";
    }
}
