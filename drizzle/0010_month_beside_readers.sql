-- A month is made beside the logs and then attached: that waits for nobody who reads or writes them, and holds up nobody.
CREATE OR REPLACE FUNCTION "audit"."open_month"(wanted date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	first date := date_trunc('month', wanted)::date;
	parent text;
	part text;
BEGIN
	FOREACH parent IN ARRAY ARRAY['processing_record', 'audit_record'] LOOP
		part := parent || to_char(first, '_YYYY_MM');
		IF to_regclass(format('audit.%I', part)) IS NULL THEN
			EXECUTE format('CREATE TABLE audit.%I (LIKE audit.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
			EXECUTE format('ALTER TABLE audit.%I ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
				parent, part, first, (first + interval '1 month')::date);
		END IF;
	END LOOP;
END $$;
